import type { StationId } from '@service-hall/contract'
import { isReceiptDue } from '../receipt/links.ts'
import { facts, refuse } from '../../core/decision.ts'
import type { Decider } from '../../core/decision.ts'
import type { WithPayment } from '../state.ts'
import { ordersOf } from './open.ts'

const HOUR_MS = 3_600_000

/** 评价: once for each order, and only of a payment that came to its end here. */
export const rate: Decider<'payment.rate', WithPayment> = (state, command, { actor }) => {
  const order = ordersOf(state, command.orderId, actor)
  if (typeof order === 'string') return refuse(`payment.${order}`)
  if (order.rating === command.level) return facts()
  if (order.rating !== undefined) return refuse('payment.rated')
  const { id: orderId, purpose, stationId, attempts } = order
  const attempt = attempts.findLast((one) => one.receivedFen > 0)
  if (!attempt || stationId === null) return refuse('payment.notPaid')
  return facts({
    ...{ type: 'PaymentRated', orderId, level: command.level, purpose, channel: attempt.channel },
    stationId: stationId as StationId,
  })
}

/** 电子凭条: its link opens for a time. Of each order the latest few links open. */
export const linkReceipt: Decider<'payment.linkReceipt', WithPayment> = (state, command, context) => {
  const { actor, config, now } = context
  const { receipts } = config.payments ?? {}
  const order = ordersOf(state, command.orderId, actor)
  if (typeof order === 'string') return refuse(`payment.${order}`)
  if (!receipts) return refuse('payment.notOffered')
  if (!isReceiptDue(order)) return refuse('payment.noReceipt')
  const { tokenHash } = command
  if (Object.hasOwn(state.payment.receipts, tokenHash)) return facts()
  return facts({ type: 'ReceiptLinked', orderId: order.id, tokenHash, until: now + receipts.hours * HOUR_MS })
}
