import { openRefunds } from '@service-hall/contract'
import type { PaymentAttempt, PaymentOrder } from '@service-hall/contract'

/** What staff may ask to give back of an attempt now, fen; 0 while a write-off or another refund is under way. */
export function refundableFen(order: PaymentOrder, attempt: PaymentAttempt): number {
  if (openRefunds(order).length > 0) return 0
  if (order.delivery && !['done', 'refused', 'reversed'].includes(order.delivery.state)) return 0
  const gone = order.refunds
    .filter(({ attemptId, state }) => attemptId === attempt.id && state !== 'denied')
    .reduce((sum, { fen }) => sum + fen, 0)
  return Math.max(0, attempt.receivedFen - gone)
}
