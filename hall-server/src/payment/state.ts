import { table } from '@service-hall/contract'
import type { FactEntry, PaymentAttempt, PaymentOrder } from '@service-hall/contract'
import type { HasView } from '../core/decision.ts'
import { asStored, migrations } from '../core/slice.ts'
import type { Slice } from '../core/slice.ts'
import { post } from './ledger/books.ts'
import type { Books } from './ledger/books.ts'

/** Numbers are recognised so many business days, longer than any channel repeats itself or sends a bill late. */
const KNOWN_DAYS = 40

type Known<Row = Record<never, never>> = Record<string, Row & { days: number }>

/** What only the server keeps of payments: what says that something came before, and the books. */
export type PaymentState = {
  /** Orders by the numbers of their attempts at channels. */
  byChannelNo: Known<{ orderId: string }>
  /** Trades that were counted, as `channel/tradeNo`. */
  trades: Known
  /** Credits of acceptors that were counted, as `device/credit`; what they were, in fen. */
  credits: Known<{ fen: number }>
  /** The last trace number of each terminal; the batch is the business day's. */
  traces: Record<string, { batch: number; stan: number }>
  books: Books
}

/** What decisions about payments look at. */
export type WithPayment = HasView & { payment: PaymentState }

export const paymentSlice: Slice<PaymentState> = {
  schema: 'payment-1',
  empty: emptyPayment,
  evolve: evolvePayment,
  migrate: migrations({
    'hall-3': emptyPayment,
    'hall-2': emptyPayment,
    'payment-1': asStored<PaymentState>,
  }),
}

function emptyPayment(): PaymentState {
  return { byChannelNo: table(), trades: table(), credits: table(), traces: table(), books: table() }
}

function evolvePayment(state: PaymentState, { fact }: FactEntry): void {
  post(state.books, fact)
  switch (fact.type) {
    case 'AttemptOpened':
      state.byChannelNo[fact.channelNo] = { orderId: fact.orderId, days: 0 }
      if (fact.trace) state.traces[fact.terminalId] = fact.trace
      break
    case 'AttemptPaid':
    case 'SurplusPaid':
      state.trades[tradeKey(fact.channel, fact.tradeNo)] = { days: 0 }
      break
    case 'SuspenseOpened':
      if (fact.kind === 'notOurs') state.trades[fact.reference] = { days: 0 }
      break
    case 'CashCredited':
      state.credits[creditKey(fact.deviceId, fact.creditId)] = { fen: fact.fen, days: 0 }
      break
    case 'DayOpened':
      age(state.byChannelNo)
      age(state.trades)
      age(state.credits)
  }
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

export function creditKey(deviceId: string, creditId: string): string {
  return `${deviceId}/${creditId}`
}

/** The attempt with this number at its channel, and its order; undefined: none that the hall still has. */
export function attemptBy(
  state: WithPayment,
  channelNo: string,
): { order: PaymentOrder; attempt: PaymentAttempt } | undefined {
  const order = state.view.payments[state.payment.byChannelNo[channelNo]?.orderId ?? '']
  const attempt = order?.attempts.find((one) => one.channelNo === channelNo)
  return order && attempt ? { order, attempt } : undefined
}
