import { noteKey, shiftedBy, table } from '@service-hall/contract'
import type {
  AwaitedBill,
  FactEntry,
  PaymentAttempt,
  PaymentOrder,
  Reconciled,
  SuspenseCase,
} from '@service-hall/contract'
import type { HasView } from '../core/decision.ts'
import { asStored, migrations } from '../core/slice.ts'
import type { Slice } from '../core/slice.ts'
import { foldBatches, noBatches } from './settlement/batches.ts'
import type { BatchState } from './settlement/batches.ts'
import { post } from './ledger/books.ts'
import type { Books } from './ledger/books.ts'
import { forgetEnded, link } from './receipt/links.ts'
import type { ReceiptLinks } from './receipt/links.ts'

/** Numbers are recognised so many business days, longer than any channel repeats itself or sends a bill late. */
const KNOWN_DAYS = 40

type Known<Row = Record<never, never>> = Record<string, Row & { days: number }>

/** What only the server keeps of payments: what says that something came before, and the books. */
export type PaymentState = {
  /** Orders by the numbers of their attempts at channels. */
  byChannelNo: Known<{ orderId: string }>
  /** Trades that were counted, as `channel/tradeNo`. */
  trades: Known
  /** Trades that their channel gave back of itself, as `channel/tradeNo`. */
  returned: Known
  /** Credits of acceptors that were counted, as `device/credit`; what they were, in fen. */
  credits: Known<{ fen: number }>
  /** Trace numbers of terminals, and what is in their batches. */
  batches: BatchState
  books: Books
  /** Notes in doubt that somebody settled: told again they are nothing new. By `noteKey`. */
  settledNotes: Known
  /** What first persons counted in boxes, which second persons are not to see; by box. */
  counts: Record<string, { fen: number; notes: number }>
  /** Cases that a comparison or a count opened, closed ones too, by their id. */
  cases: Known<ReconcileCase>
  /** Comparisons, as `side/day`. */
  reconciliations: Known<Reconciled>
  /** Links to receipts that open still. */
  receipts: ReceiptLinks
  /** Comparisons that somebody asked for, as `side/day`; `number` of the fact. `missed`: how the other side had no bill. */
  byHand: Known<{ number: number; at: number; by: string; missed?: AwaitedBill }>
  /** Number of the first fact of each business day. */
  dayStarts: Record<string, number>
}
/** `closedAt`, `how`, `by`: absent while it is open. */
export type ReconcileCase = SuspenseCase & { closedAt?: number; how?: string; by?: string }

/** What decisions about payments look at. */
export type WithPayment = HasView & { payment: PaymentState }

export const paymentSlice: Slice<PaymentState> = {
  schema: 'payment-6',
  empty: emptyPayment,
  evolve: evolvePayment,
  migrate: migrations({
    'hall-3': withBatches,
    'hall-2': withBatches,
    'payment-1': withBatches,
    'payment-2': withBatches,
    'payment-3': withBatches,
    'payment-4': withBatches,
    // Who had counted a box then counts again.
    'payment-5': withBatches,
    'payment-6': asStored<PaymentState>,
  }),
}

type Earlier = Omit<PaymentState, 'batches'> & { batches?: BatchState; traces?: BatchState['traces'] }

/** Earlier releases kept the last trace numbers only: what was in their batches is not settled by the hall. */
function withBatches({ traces, batches, ...stored }: Earlier): PaymentState {
  const known = { ...emptyPayment(), ...stored }
  const day = (Object.keys(known.dayStarts).sort().at(-1) ?? null) as BatchState['day']
  return { ...known, batches: batches ?? { ...noBatches(), traces: traces ?? table(), day } }
}

function emptyPayment(): PaymentState {
  return {
    ...{
      byChannelNo: table(),
      trades: table(),
      returned: table(),
      credits: table(),
      books: table(),
      counts: table(),
      settledNotes: table(),
    },
    ...{ cases: table(), reconciliations: table(), byHand: table(), dayStarts: table(), receipts: table() },
    batches: noBatches(),
  }
}

function evolvePayment(state: PaymentState, { fact, at, number }: FactEntry): void {
  post(state.books, fact)
  foldBatches(state.batches, fact, at)
  switch (fact.type) {
    case 'AttemptOpened':
      state.byChannelNo[fact.channelNo] = { orderId: fact.orderId, days: 0 }
      break
    case 'AttemptPaid':
    case 'SurplusPaid':
      state.trades[tradeKey(fact.channel, fact.tradeNo)] = { days: 0 }
      break
    case 'AttemptClosed':
      // It was paid and its channel gave it back: whoever tells of the payment now tells nothing new.
      if (fact.returned) {
        const { channel, tradeNo } = fact.returned
        state.trades[tradeKey(channel, tradeNo)] = { days: 0 }
        state.returned[tradeKey(channel, tradeNo)] = { days: 0 }
      }
      break
    case 'SuspenseOpened':
      if (fact.kind === 'notOurs') state.trades[fact.reference] = { days: 0 }
      if (fact.kind === 'oursOnly') state.returned[fact.reference] = { days: 0 }
      state.cases[fact.suspenseId] = { ...withoutType(fact), openedAt: at, days: 0 }
      break
    case 'SuspenseClosed': {
      const row = state.cases[fact.suspenseId]
      if (row) Object.assign(row, { closedAt: at, how: fact.how, by: fact.by })
      break
    }
    case 'ReconciliationAsked':
      state.byHand[`${fact.side}/${fact.day}`] = { number, at, by: fact.by, days: 0 }
      break
    case 'BillAwaited': {
      const asked = state.byHand[`${fact.side}/${fact.day}`]
      if (asked) asked.missed = { ...withoutType(fact), since: at }
      break
    }
    case 'DayReconciled':
      delete state.byHand[`${fact.side}/${fact.day}`]
      state.reconciliations[`${fact.side}/${fact.day}`] = { ...withoutType(fact), at, days: 0 }
      break
    case 'CashCredited':
      state.credits[noteKey(fact.deviceId, fact.creditId)] = { fen: fact.fen, days: 0 }
      break
    case 'NoteSettled':
      state.settledNotes[noteKey(fact.deviceId, fact.noteId)] = { days: 0 }
      // Its acceptor may still say that it is in the box.
      if (fact.outcome === 'inBox' && fact.fen !== undefined)
        state.credits[noteKey(fact.deviceId, fact.noteId)] = { fen: fact.fen, days: 0 }
      break
    case 'CashBoxCounted':
      state.counts[fact.boxId] = { fen: fact.countedFen ?? 0, notes: fact.notes ?? 0 }
      break
    case 'CashBoxCountDiffered':
    case 'CashBoxCleared':
      delete state.counts[fact.boxId]
      break
    case 'ReceiptLinked':
      link(state.receipts, fact, number)
      break
    case 'ClockSet': {
      const shifted = shiftedBy(fact)
      for (const row of Object.values(state.receipts)) row.until = shifted(row.until)
      break
    }
    case 'DayOpened':
      forgetEnded(state.receipts, at)
      age(state.byChannelNo)
      age(state.trades)
      age(state.returned)
      age(state.credits)
      age(state.settledNotes)
      age(state.cases)
      age(state.reconciliations)
      age(state.byHand)
      // A day that the clock, put right, brings back has begun before.
      state.dayStarts[fact.day] ??= number
      for (const day of Object.keys(state.dayStarts).sort().slice(0, -KNOWN_DAYS)) delete state.dayStarts[day]
      break
    default:
  }
}

function withoutType<Told extends { type: string }>({ type: _type, ...rest }: Told): Omit<Told, 'type'> {
  return rest
}

/** By business days that the hall opened, which no clock that is set can hurry. */
function age(known: Known): void {
  for (const [key, row] of Object.entries(known)) {
    row.days += 1
    if (row.days > KNOWN_DAYS) delete known[key]
  }
}

/** With its channel's id, the number of a trade is unique for ever. */
export function tradeKey(channel: string, tradeNo: string): string {
  return `${channel}/${tradeNo}`
}

/** The attempt with this number at its channel, and its order; undefined: none that the hall still has. */
export function attemptBy(
  state: WithPayment,
  channelNo: string,
): { order: PaymentOrder; attempt: PaymentAttempt } | undefined {
  const { payments } = state.view
  const known = state.payment.byChannelNo[channelNo]
  // An order that has not ended is kept for longer than numbers are: its own say whose they are.
  for (const order of known ? [payments[known.orderId]] : Object.values(payments)) {
    const attempt = order?.attempts.find((one) => one.channelNo === channelNo)
    if (order && attempt) return { order, attempt }
  }
  return undefined
}
