import { batchKey, lookUp, table } from '@service-hall/contract'
import type { Fact, FactOf } from '@service-hall/contract'

// Channels that number by terminal (ISO 8583 fields 11 and 60) settle by batch (批次). A terminal's batch is its business day:
// the number goes up with the day, never back, and never twice for a batch whose settlement has begun.

/** Numbers of days long gone are forgotten, as everything that payments know; see `state.ts`. */
const KNOWN_DAYS = 40
const DAY_MS = 86_400_000
const MOST_BATCH = 999_999
/** Trace numbers above are the channel's own: sign-ins, settlements. */
const MOST_STAN = 799_999

export type Trace = { batch: number; stan: number }
/** A trade that is in a batch, as the hall's facts say. */
export type BatchTrade = { kind: 'sale' | 'refund'; stan: number; fen: number; tradeNo: string }
export type Batch = {
  channel: FactOf<'AttemptOpened'>['channel']
  terminalId: string
  batch: number
  day: FactOf<'DayOpened'>['day']
  trades: BatchTrade[]
  /** Since when its day is over, epoch ms; null: it goes on. */
  overAt: number | null
  /** Its settlement is on disk: nothing is added any more. */
  isAsked: boolean
  days: number
}
type OfTerminal = { channel: Batch['channel']; terminalId: string }
type RefundTrace = OfTerminal & {
  orderId: string
  trade: string
  isApproved: boolean
  afterReversal: boolean
  /** Null: it is not sent yet. */
  trace: Trace | null
  days: number
}

export type BatchState = {
  /** The last trace number of each terminal. `isClosed`: the next one begins another batch. */
  traces: Record<string, Trace & { isClosed?: boolean }>
  /** By `batchKey`. */
  batches: Record<string, Batch>
  /** Attempts that have a trace number, by their number at the channel. */
  attempts: Record<string, OfTerminal & Trace & { attemptId: string; days: number }>
  /** Refunds of such attempts, by their id. */
  refunds: Record<string, RefundTrace>
  /** The business day; null: before the first. */
  day: Batch['day'] | null
}

export function noBatches(): BatchState {
  return { traces: table(), batches: table(), attempts: table(), refunds: table(), day: null }
}

/** The batch of a day: days since 1970, six digits. */
function batchOf(day: string): number {
  return (Math.floor(Date.parse(day) / DAY_MS) % MOST_BATCH) + 1
}

/** The number that a terminal's next trade has. A clock that was put back does not bring an earlier batch back. Pure. */
export function nextTrace({ traces }: Pick<BatchState, 'traces'>, terminalId: string, day: string): Trace {
  const last = lookUp(traces, terminalId)
  if (!last) return { batch: batchOf(day), stan: 1 }
  const batch = Math.max(batchOf(day), last.batch + (last.isClosed ? 1 : 0))
  return { batch, stan: batch === last.batch ? (last.stan % MOST_STAN) + 1 : 1 }
}

/** What a fact does to trace numbers and batches, in place. */
export function foldBatches(state: BatchState, fact: Fact, at: number): void {
  switch (fact.type) {
    case 'AttemptOpened':
      return attemptOpened(state, fact)
    case 'AttemptPaid': {
      const of = lookUp(state.attempts, fact.channelNo)
      const row = of && lookUp(state.batches, batchKey(of))
      row?.trades.push({ kind: 'sale', stan: of?.stan ?? 0, fen: fact.fen, tradeNo: fact.tradeNo })
      return
    }
    case 'RefundAsked':
      return refundAsked(state, fact)
    case 'RefundApproved':
      return refundMoves(state, [fact.refundId], { isApproved: true })
    case 'Reversed':
      return refundMoves(state, refundsOf(state, fact.orderId), { afterReversal: false })
    case 'Refunded':
      return refunded(state, fact)
    case 'SettlementAsked':
      return settlementAsked(state, fact)
    case 'DayOpened':
      return dayOpened(state, fact.day, at)
    default:
  }
}

function attemptOpened(state: BatchState, fact: FactOf<'AttemptOpened'>): void {
  const { trace, terminalId, channel, channelNo, attemptId } = fact
  if (!trace) return
  state.traces[terminalId] = trace
  state.attempts[channelNo] = { channel, terminalId, ...trace, attemptId, days: 0 }
  open(state, { channel, terminalId }, trace)
}

function open(state: BatchState, { channel, terminalId }: OfTerminal, { batch }: Trace): void {
  if (state.day === null) return
  const of = { channel, terminalId, batch }
  state.batches[batchKey(of)] ??= {
    ...of,
    ...{ day: state.day, trades: [], overAt: null, isAsked: false, days: 0 },
  }
}

/** A refund is in the batch of the day when it is sent, with a number of its own. */
function refundAsked(state: BatchState, fact: FactOf<'RefundAsked'>): void {
  const { refundId, attemptId, orderId, tradeNo, isApproved, afterReversal } = fact
  const of = Object.values(state.attempts).find((one) => one.attemptId === attemptId)
  if (!of || tradeNo === undefined) return
  const { channel, terminalId } = of
  const waits = { isApproved, afterReversal, trace: null, days: 0 }
  state.refunds[refundId] = { channel, terminalId, orderId, trade: tradeNo, ...waits }
  refundMoves(state, [refundId], {})
}

function refundMoves(
  state: BatchState,
  refundIds: readonly string[],
  change: Partial<Pick<RefundTrace, 'isApproved' | 'afterReversal'>>,
): void {
  for (const refundId of refundIds) {
    const row = lookUp(state.refunds, refundId)
    if (!row || row.trace || state.day === null) continue
    Object.assign(row, change)
    if (!row.isApproved || row.afterReversal) continue
    const trace = nextTrace(state, row.terminalId, state.day)
    row.trace = trace
    state.traces[row.terminalId] = trace
    open(state, row, trace)
  }
}

function refundsOf({ refunds }: BatchState, orderId: string): string[] {
  return Object.entries(refunds).flatMap(([id, row]) => (row.orderId === orderId ? [id] : []))
}

/** Given back by a reversal of the sale itself: then that is in no batch. */
function refunded(state: BatchState, { refundId, via, fen }: FactOf<'Refunded'>): void {
  const row = lookUp(state.refunds, refundId)
  delete state.refunds[refundId]
  if (!row || via.is !== 'channel') return
  if (via.tradeNo === row.trade) {
    for (const batch of Object.values(state.batches))
      if (!batch.isAsked) batch.trades = batch.trades.filter(({ tradeNo }) => tradeNo !== row.trade)
  } else if (row.trace) {
    const batch = lookUp(state.batches, batchKey({ terminalId: row.terminalId, batch: row.trace.batch }))
    batch?.trades.push({ kind: 'refund', stan: row.trace.stan, fen, tradeNo: via.tradeNo })
  }
}

function settlementAsked(state: BatchState, fact: FactOf<'SettlementAsked'>): void {
  const row = lookUp(state.batches, batchKey(fact))
  if (row) row.isAsked = true
  const last = lookUp(state.traces, fact.terminalId)
  if (last?.batch === fact.batch) last.isClosed = true
}

function dayOpened(state: BatchState, day: Batch['day'], at: number): void {
  state.day = day
  for (const row of Object.values(state.batches)) if (row.day !== day) row.overAt ??= at
  age(state.batches)
  age(state.attempts)
  age(state.refunds)
}

function age(known: Record<string, { days: number }>): void {
  for (const [key, row] of Object.entries(known)) {
    row.days += 1
    if (row.days > KNOWN_DAYS) delete known[key]
  }
}

/** Sums of a batch, as a settlement tells them. */
export function sumsOf(trades: readonly BatchTrade[]): {
  sales: number
  salesFen: number
  refunds: number
  refundsFen: number
} {
  const of = (kind: BatchTrade['kind']): BatchTrade[] => trades.filter((trade) => trade.kind === kind)
  const fenOf = (some: BatchTrade[]): number => some.reduce((sum, { fen }) => sum + fen, 0)
  const [sales, refunds] = [of('sale'), of('refund')]
  return {
    ...{ sales: sales.length, salesFen: fenOf(sales) },
    ...{ refunds: refunds.length, refundsFen: fenOf(refunds) },
  }
}
