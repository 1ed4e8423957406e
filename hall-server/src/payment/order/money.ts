import type {
  Actor,
  AttemptId,
  Fact,
  FactOf,
  PaymentAttempt,
  PaymentOrder,
  RefundId,
} from '@service-hall/contract'
import { actorRef } from '@service-hall/contract'
import type { Context } from '../../core/decision.ts'
import { channelNumber } from './numbers.ts'

const SYSTEM: Actor = { kind: 'system' }

/** What of an attempt's money can still go back, fen. */
export function refundableFen(order: PaymentOrder, attempt: PaymentAttempt): number {
  const gone = order.refunds
    .filter(({ attemptId, state }) => attemptId === attempt.id && state !== 'denied')
    .reduce((sum, { fen }) => sum + fen, 0)
  return attempt.receivedFen - gone
}

/** Money goes back on the trade that it came by; what came as notes is paid out by a person. */
export function refundOf(
  order: { id: PaymentOrder['id'] },
  attempt: { id: AttemptId; channel: PaymentAttempt['channel']; use: PaymentAttempt['use'] },
  money: { fen: number; tradeNo: string | undefined; cause: FactOf<'RefundAsked'>['cause'] },
  context: Pick<Context, 'newId'>,
  how: { isApproved: boolean; afterReversal: boolean; by: Actor; why?: FactOf<'RefundAsked'>['why'] } = {
    isApproved: true,
    afterReversal: false,
    by: SYSTEM,
  },
): FactOf<'RefundAsked'> {
  const refundId = context.newId() as RefundId
  const isCash = attempt.use === 'cash' || money.tradeNo === undefined
  return {
    ...{ type: 'RefundAsked', orderId: order.id, attemptId: attempt.id, refundId },
    ...{ refundNo: channelNumber('R', refundId), channel: attempt.channel },
    ...(isCash ? {} : { tradeNo: money.tradeNo }),
    ...{ fen: money.fen, cause: money.cause, isApproved: how.isApproved, afterReversal: how.afterReversal },
    ...(how.why === undefined ? {} : { why: how.why }),
    by: actorRef(how.by),
  }
}

/** Refunds of all that an order holds and that nobody has in hand. */
export function returnHeld(
  order: PaymentOrder,
  cause: FactOf<'RefundAsked'>['cause'],
  context: Pick<Context, 'newId'>,
): Fact[] {
  return order.attempts.flatMap((attempt) => {
    const fen = refundableFen(order, attempt)
    return fen > 0 ? [refundOf(order, attempt, { fen, tradeNo: attempt.tradeNo, cause }, context)] : []
  })
}

/** The write-off of an order whose money is there. The key is the order's: the utility takes it once. */
export function deliveryOf(
  order: PaymentOrder,
  { bills, creditFen }: Pick<FactOf<'DeliveryStarted'>, 'bills' | 'creditFen'>,
): FactOf<'DeliveryStarted'> {
  const fen = bills.reduce((sum, bill) => sum + bill.fen, creditFen)
  return { type: 'DeliveryStarted', orderId: order.id, key: order.id, bills, creditFen, fen }
}

/** The order as it was asked for; what came over it goes to the account's balance. */
export function wholeDelivery(order: PaymentOrder, receivedFen: number): FactOf<'DeliveryStarted'> {
  const { bills, creditFen, totalFen } = order
  return deliveryOf(order, { bills, creditFen: creditFen + Math.max(0, receivedFen - totalFen) })
}
