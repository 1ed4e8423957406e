import type { ChannelRules } from '../port.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE

/** How long the customer has; the order is made with it (payTimeout). */
const PAYABLE_MS = 2 * MINUTE

/** `graceMs`: how long payments under way may take after that. */
export function unionpayRules(graceMs: number): ChannelRules {
  return {
    payableMs: PAYABLE_MS,
    // At most six queries, at these waits (UnionPay's samples); a code that nobody has scanned yet is looked at on.
    queryMs: [1, 2, 4, 8, 16, 32].map((seconds) => seconds * SECOND),
    // There is no closing before the order's own time and the grace after it are over: the tries reach beyond them.
    closeMs: [0, 20 * SECOND, MINUTE, graceMs, 2 * MINUTE, 5 * MINUTE],
    unsureMs: [5 * SECOND, 30 * SECOND, MINUTE, 5 * MINUTE],
    personAfterMs: 60 * MINUTE,
    reopen: 'newNumber',
    reopenMs: [],
    closeNotBeforeMs: 0,
    // 冲正 of a scanned code.
    closeGivesBack: ['scansCode'],
    // A payment may be under way when the time ends: the grace after it is closing's to watch.
    noTradeIsFinal: false,
    // Eleven months.
    refundWithinMs: 330 * DAY,
    refundMs: [5 * SECOND, 30 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE],
    source:
      'docs/unionpay.md: 全渠道 5.1.0, samples of the QR product (queries 1, 2, 4, 8, 16, 32 s; payTimeout; 退货 11 months)',
  }
}
