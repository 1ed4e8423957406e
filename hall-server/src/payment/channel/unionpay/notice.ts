import type { NoticeFault, NoticeRead, RawNotice } from '../port.ts'
import type { UnionpayClient } from './client.ts'
import { isSuccess } from './codes.ts'
import { parseForm } from './fields.ts'
import { refundNoticed } from './refund.ts'
import { paidOf } from './trade.ts'

// UnionPay counts a notice as heard by the status 200; other answers make it send again.
const HEARD = { status: 200, type: 'text/plain', body: 'ok' } as const

const fault = (code: NoticeFault): NoticeRead => ({
  ok: false,
  code,
  reply: { status: 400, type: 'text/plain', body: code },
})

/** Reads a background notice (后台通知). Trades that failed send none. */
export function readNotice({ settings, clock, isGenuine }: UnionpayClient, { body }: RawNotice): NoticeRead {
  const fields = parseForm(body.toString('utf8'))
  if (!fields) return fault('unreadable')
  if (!isGenuine(fields)) return fault('badSignature')
  const { merId, orderId, txnType, respCode } = fields
  if (merId !== settings.merId) return fault('otherApp')
  if (orderId === undefined) return fault('unreadable')
  if (txnType === '04') return { ok: true, refundNo: orderId, refund: refundNoticed(fields), reply: HEARD }
  const standing = txnType === '01' && isSuccess(respCode) ? paidOf(null, fields, clock.now()) : null
  return standing?.is === 'paid'
    ? { ok: true, channelNo: orderId, standing, reply: HEARD }
    : fault('unreadable')
}
