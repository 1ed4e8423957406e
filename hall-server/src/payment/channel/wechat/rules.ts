import type { ChannelRules } from '../port.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE

/** How WeChat Pay wants to be asked. */
export const WECHAT_RULES: ChannelRules = {
  payableMs: 2 * MINUTE,
  // "Every 2 s for 60 s" while the customer stands there (支付回调和查单实现指引, 4012075249), then slower.
  queryMs: [...Array<number>(30).fill(2 * SECOND), 5 * SECOND],
  // Query first, then close; the v2 documents refuse closing within 5 minutes of ordering, v3 does not say: the last tries
  // are beyond that. A payment code is not reversed in its first 15 s.
  closeMs: [0, 5 * SECOND, 10 * SECOND, 30 * SECOND, MINUTE, 5 * MINUTE, 5 * MINUTE],
  // Plan A of the same guide.
  unsureMs: [5 * SECOND, 30 * SECOND, MINUTE, 3 * MINUTE, 5 * MINUTE, 10 * MINUTE, 30 * MINUTE],
  personAfterMs: 50 * MINUTE,
  // "再次支付须使用原订单号": an order without an answer is sent again under its own number.
  reopen: 'sameNumber',
  reopenMs: [2 * SECOND, 5 * SECOND, 10 * SECOND],
  closeNotBeforeMs: 0,
  // 撤销 of a payment code.
  closeGivesBack: ['scansCode'],
  // `time_expire` is part of the order: what arrives later than that cannot be paid.
  noTradeIsFinal: true,
  refundWithinMs: 365 * DAY,
  // One minute between refunds of one order (申请退款, note 9).
  refundMs: [MINUTE, MINUTE, 5 * MINUTE, 30 * MINUTE],
  source:
    'pay.weixin.qq.com/doc/v3/merchant: 4012791877 (Native), 4012382150 (codepay), 4012075249 (polling), 4012556457 (refund)',
}

/** A payment code's order is not reversed earlier than this after it was opened (付款码支付, note 2), ms. */
export const REVERSE_NOT_BEFORE_MS = 15 * SECOND
/** Signatures older or newer than this are not taken (签名验证: 5 minutes), ms. */
export const STALE_MS = 5 * MINUTE
/** When a bill that is being made is asked for again (STATEMENT_CREATING), ms. */
export const BILL_AGAIN_MS = 30 * MINUTE
/** Platform certificates are looked at again after 12 hours at most (获取平台证书列表), ms. */
export const CERTIFICATES_KEPT_MS = 12 * 60 * MINUTE
/** Between two fetches of certificates: signatures by unknown serials must not make a storm, ms. */
export const CERTIFICATES_APART_MS = MINUTE
