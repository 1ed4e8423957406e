import { orderState } from '@service-hall/contract'
import type { DecidableCommand, PaymentOrder } from '@service-hall/contract'
import { derivedId } from '@service-hall/server-kit'
import { settlementsDue } from './settlement/decide.ts'
import type { WithPayment } from './state.ts'

/** Whoever drives an acceptor ends it in time; when that machine is gone the hall does, so much later, ms. */
const CASH_GRACE_MS = 60_000
/** How long a meter card that was paid for may wait in its reader, ms. */
const CARD_MS = 180_000

/** Attempts and orders whose time is over; ids derived from them, so that each ends once. Pure. */
export function paymentsDue(state: WithPayment, now: number): DecidableCommand[] {
  const orders = Object.values(state.view.payments)
  return [
    ...orders.flatMap((order) => (order.endedAt === null ? due(order, now) : [])),
    ...settlementsDue(state, now),
  ]
}

function due(order: PaymentOrder, now: number): DecidableCommand[] {
  const attempt = order.attempts.at(-1)
  if (attempt?.state === 'payable') {
    const grace = attempt.use === 'cash' ? CASH_GRACE_MS : 0
    if (now < attempt.until + grace) return []
    const id = derivedId('payment-due', attempt.id)
    return [{ type: 'payment.expire', id, orderId: order.id, attemptId: attempt.id }]
  }
  const { delivery } = order
  const isCardLeft =
    delivery?.state === 'sold' && delivery.personAt === undefined && now >= delivery.since + CARD_MS
  const isUnpaid = orderState(order) === 'open' && attempt?.state !== 'paid' && now >= order.until
  const isOpen = attempt && ['opening', 'closing', 'unsure'].includes(attempt.state)
  if ((isUnpaid && !isOpen) || isCardLeft)
    return [
      {
        ...{ type: 'payment.expire', orderId: order.id },
        id: derivedId('payment-due', order.id, isCardLeft ? 'card' : 'order'),
      },
    ]
  return []
}
