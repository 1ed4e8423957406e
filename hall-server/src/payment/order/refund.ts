import { actorRef, hasRole, lookUp, openAttempt, openRefunds } from '@service-hall/contract'
import type { Fact, PaymentOrder, PaymentRefund } from '@service-hall/contract'
import { facts, refuse } from '../../core/decision.ts'
import type { Context, Decider } from '../../core/decision.ts'
import { inBox, isBox } from '../box/boxes.ts'
import { tradeKey } from '../state.ts'
import type { WithPayment } from '../state.ts'
import { refundOf, refundableFen } from './money.ts'
import { ordersOf } from './open.ts'

/** 退款 by staff: of what is held at once, of what was written off after that was taken back. */
export const refund: Decider<'payment.refund', WithPayment> = (state, command, context) => {
  const { actor, config } = context
  const order = ordersOf(state, command.orderId, actor)
  if (typeof order === 'string') return refuse(`payment.${order}`)
  const attempt = order.attempts.find(({ id }) => id === command.attemptId)
  if (!attempt) return refuse('payment.unknown')
  // Notes that still come in would be written off with those that were given back.
  if (openAttempt(order)) return refuse('payment.attemptOpen')
  const fen = refundableFen(order, attempt)
  if (fen <= 0 || openRefunds(order).length > 0) return refuse('payment.notPaid')
  if (order.delivery && !['done', 'refused', 'reversed'].includes(order.delivery.state))
    return refuse('payment.notPaid')
  const afterReversal = order.delivery?.state === 'done'
  const isApproved = fen <= (config.payments?.refundApprovalFen ?? 0)
  return facts(
    refundOf(order, attempt, { fen, tradeNo: attempt.tradeNo, cause: 'staff' }, context, {
      ...{ isApproved, afterReversal, by: actor, why: command.why },
    }),
    ...(isApproved && afterReversal ? [reversalOf(order, context)] : []),
  )
}

function reversalOf(order: PaymentOrder, { newId, actor }: Context): Fact {
  return { type: 'ReversalStarted', orderId: order.id, key: newId(), by: actorRef(actor) }
}

function refundIn(
  state: WithPayment,
  orderId: string,
  refundId: string,
): [PaymentOrder, PaymentRefund] | null {
  const order = lookUp(state.view.payments, orderId)
  const found = order?.refunds.find(({ id }) => id === refundId)
  return order && found ? [order, found] : null
}

/** 复核: nobody agrees to their own. */
export const approve: Decider<'payment.approve', WithPayment> = (state, command, context) => {
  const found = refundIn(state, command.orderId, command.refundId)
  if (!found) return refuse('payment.refundUnknown')
  const [order, asked] = found
  if (asked.state !== 'asked' || asked.isApproved) return refuse('payment.refundEnded')
  const by = actorRef(context.actor)
  if (asked.by === by) return refuse('payment.samePerson')
  const of = { orderId: order.id, refundId: asked.id, by }
  if (!command.isApproved) return facts({ type: 'RefundDenied', ...of })
  return facts(
    { type: 'RefundApproved', ...of },
    ...(asked.afterReversal ? [reversalOf(order, context)] : []),
  )
}

/** A person paid it out of a box. */
export const payOut: Decider<'payment.payOut', WithPayment> = (state, command, context) => {
  const { actor, config } = context
  const found = refundIn(state, command.orderId, command.refundId)
  if (!found) return refuse('payment.refundUnknown')
  const [order, owed] = found
  if (owed.state !== 'manual') return refuse('payment.refundEnded')
  const isLarge = owed.fen > (config.payments?.refundApprovalFen ?? 0)
  if (isLarge && !hasRole(actor, 'lobbyManager', 'administrator')) return refuse('access.denied')
  if (!isBox(state, context, command.boxId)) return refuse('payment.boxUnknown')
  if (inBox(state, command.boxId) < owed.fen) return refuse('payment.boxNotEnough')
  const via = { is: 'box', boxId: command.boxId } as const
  return facts({
    type: 'Refunded',
    orderId: order.id,
    refundId: owed.id,
    via,
    fen: owed.fen,
    by: actorRef(actor),
  })
}

/** What the channel said of a refund; also of one that it would not do before, and that nobody has paid out yet. */
export const noteRefund: Decider<'payment.noteRefund', WithPayment> = (state, command, { actor }) => {
  const found = refundIn(state, command.orderId, command.refundId)
  if (!found) return facts()
  const [order, sent] = found
  const { outcome } = command
  const isDoneAfterAll = sent.state === 'manual' && outcome.is === 'refunded' && outcome.fen === sent.fen
  if (sent.state !== 'sending' && !isDoneAfterAll) return facts()
  const of = { orderId: order.id, refundId: sent.id }
  if (outcome.is === 'manual') return facts({ type: 'RefundManual', ...of, code: outcome.code })
  if (outcome.fen !== sent.fen) return facts({ type: 'RefundManual', ...of, code: 'amountDiffers' })
  const via = { is: 'channel', channel: sent.channel, tradeNo: outcome.tradeNo } as const
  const refunded: Fact = { type: 'Refunded', ...of, via, fen: sent.fen, by: actorRef(actor) }
  return facts(refunded, ...explained(state, sent, actorRef(actor)))
}

/** The money was missing because the channel had given it back before: now the books say so, and the case is closed. */
function explained({ view }: WithPayment, { channel, tradeNo = '' }: PaymentRefund, by: string): Fact[] {
  return Object.values(view.suspense)
    .filter(({ kind, reference }) => kind === 'oursOnly' && reference === tradeKey(channel, tradeNo))
    .map(({ suspenseId, account: to, fen }) => ({
      ...{ type: 'SuspenseClosed', suspenseId, to, fen, how: 'returned', by },
    }))
}

/** What the utility said of taking a write-off back. Where it will not, no money goes back. */
export const noteReversal: Decider<'payment.noteReversal', WithPayment> = (state, command, { actor }) => {
  const order = lookUp(state.view.payments, command.orderId)
  if (order?.delivery?.state !== 'reversing') return facts()
  const { outcome } = command
  const { id: orderId, delivery } = order
  if (outcome.is === 'done')
    return facts({ type: 'Reversed', orderId, reversalNo: outcome.reversalNo, fen: delivery.fen })
  const waiting = openRefunds(order).filter(({ afterReversal }) => afterReversal)
  return facts(
    { type: 'ReversalRefused', orderId, code: outcome.code },
    ...waiting.map(({ id }): Fact => ({ type: 'RefundDenied', orderId, refundId: id, by: actorRef(actor) })),
  )
}
