import { orderState, paymentReference } from '@service-hall/contract'
import type { OrderState, PaymentOrder } from '@service-hall/contract'

/**
 * How an order is shown: its state, or that nobody can tell how the payment or the write-off ended. onBalance: written off
 * without a bill, paid ahead or cash that was not enough · onCard: sold onto a meter card.
 */
export type ShownState = OrderState | 'unsure' | 'unwritten' | 'onBalance' | 'onCard'

/** Unknown is said before all else: it is never shown as one of the outcomes. */
export function shownState(order: PaymentOrder): ShownState {
  if (order.attempts.some(({ state }) => state === 'unsure')) return 'unsure'
  if (order.delivery?.state === 'unsure') return 'unwritten'
  const state = orderState(order)
  if (state !== 'delivered') return state
  if (order.purpose === 'meterCard') return 'onCard'
  return order.delivery?.bills.length === 0 ? 'onBalance' : state
}

export type OrderFilter = {
  /** A part of a reference, of a number at a channel, of a write-off or of an account. */
  wanted: string
  state: ShownState | ''
  /** Id of a station or a counter. */
  where: string
  /** Id of a channel. */
  way: string
}
export const ALL_ORDERS: OrderFilter = { wanted: '', state: '', where: '', way: '' }

/** Orders of today and older ones that have not ended, as the filter wants them, the latest first. */
export function orderRows(
  payments: Readonly<Record<string, PaymentOrder>>,
  filter: OrderFilter,
): PaymentOrder[] {
  const wanted = filter.wanted.replace(/[\s-]/g, '').toUpperCase()
  return Object.values(payments)
    .filter((order) => isOfToday(order) && matches(order, filter, wanted))
    .sort((a, b) => b.openedAt - a.openedAt)
}

function isOfToday({ days, endedAt }: PaymentOrder): boolean {
  return days === 0 || endedAt === null
}

function matches(order: PaymentOrder, { state, where, way }: OrderFilter, wanted: string): boolean {
  if (state !== '' && shownState(order) !== state) return false
  if (where !== '' && order.stationId !== where && order.counterId !== where) return false
  if (way !== '' && !order.attempts.some(({ channel }) => channel === way)) return false
  return wanted === '' || numbersOf(order).some((number) => number.includes(wanted))
}

/** All that people may have in hand of an order. */
function numbersOf(order: PaymentOrder): string[] {
  const numbers = [
    paymentReference(order),
    order.id,
    order.accountNo,
    order.delivery?.writeOffNo,
    order.delivery?.saleNo,
    ...order.attempts.flatMap(({ channelNo, tradeNo, surplusTradeNos }) => [
      channelNo,
      tradeNo,
      ...surplusTradeNos,
    ]),
    ...order.refunds.map(({ refundNo }) => refundNo),
  ]
  return numbers.flatMap((number) => (number === undefined ? [] : [number.replaceAll('-', '').toUpperCase()]))
}

/** Places and channels that orders of today have, for the filters. */
export function filterChoices(payments: Readonly<Record<string, PaymentOrder>>): {
  places: string[]
  ways: string[]
} {
  const orders = Object.values(payments).filter(isOfToday)
  const sorted = (values: Iterable<string>): string[] => [...new Set(values)].sort()
  return {
    places: sorted(orders.flatMap(({ stationId, counterId }) => stationId ?? counterId ?? [])),
    ways: sorted(orders.flatMap(({ attempts }) => attempts.map(({ channel }) => channel))),
  }
}
