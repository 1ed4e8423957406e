import { lookUp } from '@service-hall/contract'
import type { PaymentOrder, PaymentRefund } from '@service-hall/contract'
import type { Cause, EffectCommand } from '../../core/capability.ts'
import type { Channel, RefundOrder, RefundStanding } from '../channel/port.ts'
import type { EffectPorts } from './attempt.ts'
import { atWaits } from './waits.ts'

type Found = { order: PaymentOrder; refund: PaymentRefund }

function sending({ hall, payments }: EffectPorts, orderId: string, number: number): Found | null {
  const order = lookUp(hall.state.view.payments, orderId)
  const refund = order?.refunds.find(({ state, byFact }) => state === 'sending' && byFact === number)
  return order && refund && !payments.stopping.aborted ? { order, refund } : null
}

/** Sends a refund that this fact made ready, with its one number, until the channel says that it is done or will not be. */
export async function sendRefund(
  cause: Cause<'RefundAsked'> | Cause<'RefundApproved'> | Cause<'Reversed'>,
  ports: EffectPorts,
): Promise<EffectCommand | null> {
  const { orderId } = cause.fact
  const found = sending(ports, orderId, cause.number)
  if (!found) return null
  const { id: refundId, channel: id } = found.refund
  const channel = ports.payments.channels.get(id)?.channel
  const order = channel && refundOrder(found, ports)
  if (!channel || !order) return manual(orderId, refundId, 'noChannel')
  let isAccepted = false
  for await (const _ of atWaits(ports, [0, ...channel.rules.refundMs], { forEver: true })) {
    if (!sending(ports, orderId, cause.number)) return null
    const standing = await look(channel, order, isAccepted)
    isAccepted = standing.is === 'underWay'
    const isBack = standing.is === 'refused' && (await isGivenBack(channel, order))
    if (standing.is === 'refused' && !isBack) return manual(orderId, refundId, standing.code)
    if (standing.is === 'refunded' || isBack) {
      const tradeNo = standing.is === 'refunded' ? standing.refundTradeNo : order.tradeNo
      const fen = standing.is === 'refunded' ? standing.fen : order.fen
      return { type: 'payment.noteRefund', orderId, refundId, outcome: { is: 'refunded', tradeNo, fen } }
    }
  }
  return null
}

/** Whether a refund is refused because all of the trade went back already: a closing that was on its way gave it back. */
async function isGivenBack(channel: Channel, { charge, tradeNo, fen }: RefundOrder): Promise<boolean> {
  const standing = await channel.query(charge)
  return standing.is === 'returned' && standing.tradeNo === tradeNo && standing.fen === fen
}

/** Asks for what was accepted; sends what was not, or what the channel does not know after all. */
async function look(channel: Channel, order: RefundOrder, isAccepted: boolean): Promise<RefundStanding> {
  const seen = isAccepted ? await channel.queryRefund(order) : ({ is: 'noRefund' } as const)
  return seen.is === 'noRefund' ? channel.refund(order) : seen
}

function manual(orderId: PaymentOrder['id'], refundId: PaymentRefund['id'], code: string): EffectCommand {
  return { type: 'payment.noteRefund', orderId, refundId, outcome: { is: 'manual', code } }
}

function refundOrder({ order, refund }: Found, { hall }: EffectPorts): RefundOrder | null {
  const attempt = order.attempts.find(({ id }) => id === refund.attemptId)
  if (!attempt || refund.tradeNo === undefined) return null
  const { channelNo, fen, openedAt, until, terminalId, trace, use } = attempt
  return {
    ...{ refundNo: refund.refundNo, tradeNo: refund.tradeNo, fen: refund.fen, reason: '电费退款' },
    askedAt: refund.askedAt,
    ...traceOf(refund, hall),
    charge: {
      ...{ channelNo, fen, openedAt, until, terminalId, ...(trace ? { trace } : {}) },
      ...(use === 'cash' ? {} : { use }),
      ...{ subject: '电费', hallId: hall.config?.hall.id ?? '' },
    },
  }
}

/** Of channels that number by terminal: the number that it has since it was ready to be sent. */
function traceOf({ id }: PaymentRefund, { state }: EffectPorts['hall']): Pick<RefundOrder, 'trace'> {
  const trace = lookUp(state.payment.batches.refunds, id)?.trace
  return trace ? { trace } : {}
}
