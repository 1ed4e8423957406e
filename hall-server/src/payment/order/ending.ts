import { isMoneySettled, lookUp, openAttempt, orderState } from '@service-hall/contract'
import type { Fact, PaymentAttempt, PaymentOrder } from '@service-hall/contract'
import { facts, refuse } from '../../core/decision.ts'
import type { Context, Decider } from '../../core/decision.ts'
import type { WithPayment } from '../state.ts'
import { cashEnded } from './cash.ts'
import { ordersOf } from './open.ts'
import { closing } from './standing.ts'

/**
 * Ends an attempt so that another way can be taken. While the channel is being asked to open it, it cannot be ended: a sale
 * and its reversal must not pass each other on the way.
 */
export const endAttempt: Decider<'payment.endAttempt', WithPayment> = (state, command, context) => {
  const order = ordersOf(state, command.orderId, context.actor)
  if (typeof order === 'string') return refuse(`payment.${order}`)
  const attempt = order.attempts.find(({ id }) => id === command.attemptId)
  if (!attempt) return refuse('payment.unknown')
  if (attempt.state === 'opening') return refuse('payment.attemptOpen')
  if (attempt.state !== 'payable') return facts()
  return facts(...endPayable(order, attempt, command.cause, context))
}

function endPayable(
  order: PaymentOrder,
  attempt: PaymentAttempt,
  cause: 'customer' | 'otherWay' | 'staff' | 'expired',
  context: Context,
): Fact[] {
  // Notes that lie in the box are the customer's: when nobody says what to do with them, they go to the account. A meter card
  // has none: less than was wanted would have to be written on a card that may be gone.
  const isForAccount = cause === 'expired' && order.purpose !== 'meterCard'
  if (attempt.use === 'cash') return cashEnded(order, attempt, isForAccount ? 'credit' : 'counter', context)
  return [closing({ order, attempt }, cause)]
}

/** The customer wants it no more. What is still paid goes back. */
export const cancel: Decider<'payment.cancel', WithPayment> = (state, command, context) => {
  const order = ordersOf(state, command.orderId, context.actor)
  if (typeof order === 'string') return refuse(`payment.${order}`)
  const by = context.actor.kind === 'staff' ? 'staff' : 'customer'
  const attempt = openAttempt(order)
  if (!attempt) {
    if (order.cancelled || orderState(order) !== 'open')
      return isMoneySettled(order) ? facts() : refuse('payment.over')
    return facts({ type: 'PaymentOrderCancelled', orderId: order.id, cause: by })
  }
  if (order.givenUp) return facts()
  const givenUp: Fact = { type: 'PaymentOrderGivenUp', orderId: order.id, cause: by }
  if (attempt.state !== 'payable') return facts(givenUp)
  return facts(givenUp, ...endPayable({ ...order, givenUp: true }, attempt, by, context))
}

/** Time is over: of an attempt, of an order that nobody pays, or of a meter card that nobody has written. */
export const expire: Decider<'payment.expire', WithPayment> = (state, command, context) => {
  const order = lookUp(state.view.payments, command.orderId)
  if (!order) return facts()
  const attempt = openAttempt(order)
  if (attempt)
    return attempt.id === command.attemptId && attempt.state === 'payable'
      ? facts(...endPayable(order, attempt, 'expired', context))
      : facts()
  if (order.delivery?.state === 'sold')
    return facts({ type: 'DeliveryUnsure', orderId: order.id, why: 'cardNotWritten', personAt: context.now })
  if (orderState(order) !== 'open' || order.cancelled) return facts()
  return facts({
    type: 'PaymentOrderCancelled',
    orderId: order.id,
    cause: order.givenUp ? 'customer' : 'expired',
  })
}
