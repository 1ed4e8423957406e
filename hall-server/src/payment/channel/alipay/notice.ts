import type { KeyObject } from 'node:crypto'
import { fromChinaTime } from '../china-time.ts'
import type { NoticeFault, NoticeRead, NoticeReply, NoticedStanding, RawNotice } from '../port.ts'
import { fenOf } from '../yuan.ts'
import type { Refunds } from './refund.ts'
import type { AlipaySettings } from './settings.ts'
import { isSignedBy, signText } from './signing.ts'
import type { Params } from './signing.ts'

/** Anything but these seven letters and Alipay sends it again: 4m, 10m, 10m, 1h, 2h, 6h and 15h later. */
const TAKEN: NoticeReply = { status: 200, type: 'text/plain', body: 'success' }

const MOST_BYTES = 64_000

/**
 * Reads what Alipay sends of itself (异步通知): a form, signed over all of it but `sign` and `sign_type`. Source: Alipay
 * OpenAPI, "异步返回结果的验签". A notice of a refund says the sum of all refunds, so what this one gave back is asked for.
 */
export async function readNotice(
  { body, at }: RawNotice,
  { settings, alipayKey, refunds }: { settings: AlipaySettings; alipayKey: KeyObject; refunds: Refunds },
): Promise<NoticeRead> {
  const params = body.length > MOST_BYTES ? null : paramsOf(body.toString('utf8'))
  if (!params) return notTaken('unreadable')
  if (!isAlipays(params, alipayKey)) return notTaken('badSignature')
  if (params['app_id'] !== settings.appId || (params['seller_id'] ?? settings.sellerId) !== settings.sellerId)
    return notTaken('otherApp')
  const channelNo = params['out_trade_no'] ?? ''
  if (channelNo === '') return notTaken('unreadable')

  const givenBack = fenOf(params['refund_fee'] ?? '') ?? 0
  const refundNo = params['out_biz_no'] ?? ''
  if (givenBack > 0 && refundNo !== '' && refundNo !== channelNo)
    return { ok: true, refundNo, refund: await refunds.query(channelNo, refundNo), reply: TAKEN }
  const standing = standingOf(params, givenBack, at)
  return standing ? { ok: true, channelNo, standing, reply: TAKEN } : notTaken('unreadable')
}

function standingOf(params: Params, givenBack: number, at: number): NoticedStanding | null {
  const tradeNo = params['trade_no'] ?? ''
  const fen = fenOf(params['total_amount'] ?? '')
  switch (params['trade_status']) {
    case 'TRADE_SUCCESS':
    case 'TRADE_FINISHED':
      if (tradeNo === '' || tradeNo.length > 64 || fen === null) return null
      return { is: 'paid', tradeNo, fen, paidAt: fromChinaTime(params['gmt_payment'] ?? '') ?? at }
    case 'TRADE_CLOSED':
      // Unpaid ones come with `refund_fee=0.00`.
      return givenBack > 0 ? { is: 'returned', tradeNo, fen: givenBack } : { is: 'closed' }
    case 'WAIT_BUYER_PAY':
      return { is: 'payable' }
    default:
      return null
  }
}

/** Documents do not say whether empty values are signed: both ways of signing prove that it is Alipay's. */
function isAlipays(params: Params, key: KeyObject): boolean {
  const { sign: signature = '' } = params
  const without = ['sign', 'sign_type']
  return (
    isSignedBy(key, signText(params, without), signature) ||
    isSignedBy(key, signText(params, without, 'withEmpty'), signature)
  )
}

/** Parameters of a form; null: one comes twice, so that it is not clear which was signed. */
function paramsOf(form: string): Params | null {
  const params = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(form)) {
    if (params.has(name)) return null
    params.set(name, value)
  }
  return Object.fromEntries(params)
}

function notTaken(code: NoticeFault): NoticeRead {
  return { ok: false, code, reply: { status: 400, type: 'text/plain', body: 'failure' } }
}
