import type { DecidableCommand, PayChannelId } from '@service-hall/contract'
import type { HallOf } from '../core/hall.ts'
import type { NoticeRead } from './channel/port.ts'
import { endSaid } from './effects/end-said.ts'
import { attemptBy } from './state.ts'
import type { WithPayment } from './state.ts'
import type { PaymentSystems } from './systems.ts'

type Ports = { hall: HallOf<WithPayment>; payments: Pick<PaymentSystems, 'channels'> }
type Id = { id: DecidableCommand['id'] }
type Told<Key extends string> = Extract<NoticeRead, Record<Key, unknown>>

/** The command that a notice of the channel `id` ends as; null: it says nothing that ends anything. */
export function noticeCommand(ports: Ports, id: string, read: NoticeRead): DecidableCommand | null {
  const { hall } = ports
  const channel = id as PayChannelId
  const of = { id: hall.newId() as DecidableCommand['id'] }
  if (!read.ok) return { ...of, type: 'payment.noteNotice', channel, code: read.code }
  if ('refund' in read) return refundCommand(hall, of, read)
  if (isUndecided(ports, id, read)) return null
  const standing = endSaid(read.standing, 'notice')
  return standing && { ...of, type: 'payment.noteAttempt', channel, channelNo: read.channelNo, standing }
}

/**
 * Paid, says the notice, while a closing that would give the money back may be on its way: whoever closes is asking the channel
 * how it stands, and tells. What is written off now might be given back in the next moment.
 */
function isUndecided({ hall, payments }: Ports, id: string, read: Told<'standing'>): boolean {
  if (read.standing.is !== 'paid') return false
  const attempt = attemptBy(hall.state, read.channelNo)?.attempt
  if (attempt?.use === 'cash' || (attempt?.state !== 'closing' && attempt?.state !== 'unsure')) return false
  return payments.channels.get(id)?.channel.rules.closeGivesBack?.includes(attempt.use) ?? false
}

function refundCommand(
  hall: Ports['hall'],
  of: Id,
  { refundNo, refund }: Told<'refundNo'>,
): DecidableCommand | null {
  for (const order of Object.values(hall.state.view.payments)) {
    const found = order.refunds.find((one) => one.refundNo === refundNo)
    if (!found) continue
    const told = { ...of, type: 'payment.noteRefund', orderId: order.id, refundId: found.id } as const
    if (refund.is === 'refunded')
      return { ...told, outcome: { is: 'refunded', tradeNo: refund.refundTradeNo, fen: refund.fen } }
    return refund.is === 'refused' ? { ...told, outcome: { is: 'manual', code: refund.code } } : null
  }
  return null
}
