import type { Clock } from '@service-hall/server-kit'
import { z } from 'zod'
import type { NoticeFault, NoticeRead, NoticeReply, RawNotice } from '../port.ts'
import { refundStanding } from './refund.ts'
import { Resource, decipher } from './resource.ts'
import { judgeSignature } from './signature.ts'
import type { FindKey } from './signature.ts'
import { standingOf } from './standing.ts'
import type { Merchant } from './trade.ts'
import { RefundNotice, Trade } from './wire.ts'

const Notice = z.object({ event_type: z.string().max(64), resource: Resource })

/** 200 or 204 without a body, within 5 s; otherwise it comes again, 15 times in a day. */
const TAKEN: NoticeReply = { status: 204, type: 'text/plain', body: '' }

export type NoticeTools = { merchant: Merchant; apiV3Key: Buffer; clock: Clock; findKey: FindKey }

/**
 * Reads a notice (支付成功回调通知, 退款结果通知). Signature first, over the bytes as they came: WeChat Pay also sends false
 * ones to see that they are refused (签名探测). Then the cipher's own tag, then whose it is.
 */
export async function readNotice(raw: RawNotice, tools: NoticeTools): Promise<NoticeRead> {
  const headers = new Map(Object.entries(raw.headers).map(([name, value]) => [name.toLowerCase(), value]))
  const verdict = await judgeSignature(
    (name) => headers.get(name),
    raw.body,
    tools.clock.now(),
    tools.findKey,
  )
  if (verdict === 'stale') return fault('stale', 401)
  if (verdict !== 'good') return fault('badSignature', 401)
  const notice = opened(raw.body, tools.apiV3Key)
  if (!notice) return fault('unreadable', 400)
  return notice.event.startsWith('REFUND.')
    ? readRefund(notice.data, tools.merchant)
    : readTrade(notice.data, tools.merchant)
}

function opened(body: Buffer, key: Buffer): { event: string; data: unknown } | null {
  try {
    const { event_type, resource } = Notice.parse(JSON.parse(body.toString('utf8')))
    return { event: event_type, data: JSON.parse(decipher(resource, key).toString('utf8')) }
  } catch {
    // Not JSON, not a notice, or a tag that is not right: `unreadable` says it, and the refusal is recorded by the caller.
    return null
  }
}

function readTrade(data: unknown, merchant: Merchant): NoticeRead {
  const { data: trade } = Trade.safeParse(data)
  if (!trade) return fault('unreadable', 400)
  if (trade.mchid !== merchant.mchid || trade.appid !== merchant.appid) return fault('otherApp', 403)
  const standing = standingOf(trade, merchant, trade.out_trade_no)
  if (standing.is !== 'paid' && standing.is !== 'closed') return fault('unreadable', 400)
  return { ok: true, channelNo: trade.out_trade_no, standing, reply: TAKEN }
}

/** A refund's notice names the merchant only. */
function readRefund(data: unknown, merchant: Merchant): NoticeRead {
  const { data: refund } = RefundNotice.safeParse(data)
  if (!refund) return fault('unreadable', 400)
  if (refund.mchid !== merchant.mchid) return fault('otherApp', 403)
  const standing = refundStanding(refund.refund_status, refund)
  return { ok: true, refundNo: refund.out_refund_no, refund: standing, reply: TAKEN }
}

function fault(code: NoticeFault, status: number): NoticeRead {
  const body = JSON.stringify({ code: 'FAIL', message: code })
  return { ok: false, code, reply: { status, type: 'application/json', body } }
}
