import type { PaymentAttempt, PaymentOrder, PaymentRefund } from './order.ts'
import { OPEN_ATTEMPT } from './states.ts'
import type { OrderState } from './states.ts'

/** The attempt that may still bring money by its own course; at most one. */
export function openAttempt(order: PaymentOrder): PaymentAttempt | undefined {
  return order.attempts.find(({ state }) => OPEN_ATTEMPT.includes(state))
}

/** Refunds that have not ended. */
export function openRefunds(order: PaymentOrder): PaymentRefund[] {
  return order.refunds.filter(({ state }) => state === 'asked' || state === 'sending' || state === 'manual')
}

/** What of the money that is held nobody has in hand: neither a write-off nor a refund is under way for it. */
export function looseFen(order: PaymentOrder): number {
  const refunding = openRefunds(order).reduce(
    (sum, { fen, afterReversal }) => sum + (afterReversal ? 0 : fen),
    0,
  )
  return order.heldFen - refunding - (isDelivering(order) ? (order.delivery?.fen ?? 0) : 0)
}

/** Whether the utility is to write it off, or the meter card to be written. */
export function isDelivering({ delivery }: PaymentOrder): boolean {
  return delivery?.state === 'due' || delivery?.state === 'unsure' || delivery?.state === 'sold'
}

/** Where an order stands; derived, so that it cannot contradict its parts. */
export function orderState(order: PaymentOrder): OrderState {
  const { delivery, heldFen, cancelled, refunds } = order
  if (delivery?.state === 'reversing') return 'reversing'
  if (openRefunds(order).length > 0) return 'returning'
  if (isDelivering(order)) return 'paid'
  if (openAttempt(order)) return 'open'
  if (heldFen > 0) return 'held'
  if (delivery?.state === 'done') return 'delivered'
  if (refunds.some(({ state }) => state === 'done')) return 'returned'
  return cancelled ? 'cancelled' : 'open'
}

/** Whether nothing more is to be done for it. */
export function isSettled(order: PaymentOrder): boolean {
  return (order.doubtfulNotes ?? []).length === 0 && isMoneySettled(order)
}

/** Whether all money that is known of has come to its end; a note may still have to be found. */
export function isMoneySettled(order: PaymentOrder): boolean {
  const state = orderState(order)
  return (state === 'delivered' || state === 'returned' || state === 'cancelled') && !openAttempt(order)
}
