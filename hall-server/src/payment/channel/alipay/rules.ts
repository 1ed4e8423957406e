import type { ChannelRules } from '../port.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A cancel is taken so long after the trade was opened (alipay.trade.cancel: 24 小时内); later it has to be a refund. */
export const CANCEL_WITHIN_MS = 24 * HOUR

/** Some minutes after its time no code is alive and no trade can come of it: codes and trades end by whole minutes. */
export const CODE_OVER_MS = 5 * MINUTE

/** Bills of a day are there by 09:00 of the next, and are looked for again so often. */
export const BILL_HOUR = 9
export const BILL_AGAIN_MS = 30 * MINUTE
/** From this hour on a day without a file is a day without trades. */
export const BILL_SURELY_HOUR = 12

/** How Alipay wants face-to-face trades asked about. */
export const RULES: ChannelRules = {
  payableMs: 60 * SECOND,
  queryMs: [3 * SECOND, 3 * SECOND, 5 * SECOND],
  // At once after the last query, then for about a minute.
  closeMs: [0, 3, 3, 5, 5, 10, 10, 10, 10].map((seconds) => seconds * SECOND),
  unsureMs: [3 * SECOND, 5 * SECOND, 10 * SECOND, 10 * SECOND, 30 * SECOND, 5 * MINUTE, 30 * MINUTE],
  personAfterMs: MINUTE,
  reopen: 'newNumber',
  reopenMs: [],
  closeNotBeforeMs: 0,
  closeGivesBack: ['showsCode', 'scansCode'],
  noTradeIsFinal: false,
  refundWithinMs: 365 * DAY,
  // A refund's query follows the refund by ten seconds or more.
  refundMs: [10 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR],
  source: [
    'payableMs, queryMs, closeMs: 当面付接入 轮询与撤销 (every 3 to 6 s for about 60 s, cancel at once after the last query)',
    'closeMs, personAfterMs, reopen: support text on 20000 and ACQ.SYSTEM_ERROR (query and cancel for one minute, then a person; precreate again with a new out_trade_no)',
    'closeGivesBack: alipay.trade.cancel (action refund)',
    'noTradeIsFinal: alipay.trade.query (a trade exists from the scan on)',
    'refundWithinMs: the contract says 3 to 12 months; a shorter one answers ACQ.TRADE_HAS_FINISHED',
    'refundMs: alipay.trade.fastpay.refund.query (10 s after the refund)',
  ].join('; '),
}
