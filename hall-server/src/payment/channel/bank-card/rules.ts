import type { ChannelRules } from '../port.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** How the acquirer's host wants to be asked. `refundDays` is in the acquirer's contract, so in the settings. */
export function bankCardRules(refundDays: number): ChannelRules {
  return {
    // A sale is one question and one answer: while it is under way nothing is to be asked.
    payableMs: 100 * SECOND,
    queryMs: [100 * SECOND],
    // Six tries with growing waits, then a person (PayEx ISO 8583; payments.md §1.4).
    closeMs: [0, 5 * SECOND, 15 * SECOND, 45 * SECOND, 2 * MINUTE, 5 * MINUTE],
    unsureMs: [MINUTE],
    personAfterMs: 10 * MINUTE,
    reopen: 'newNumber',
    reopenMs: [],
    closeNotBeforeMs: 0,
    closeGivesBack: ['card'],
    noTradeIsFinal: false,
    refundWithinMs: refundDays * 24 * 60 * MINUTE,
    refundMs: [0, 5 * SECOND, 15 * SECOND, 45 * SECOND, 2 * MINUTE, 5 * MINUTE],
    settleMs: [5 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE],
    source: 'docs/bank-card.md: no query, reversal with repeats; Q/CUP 007 POS terminal specification',
  }
}
