import type { Localized } from '../text.ts'

/** HTTP statuses a refusal can have (RFC 9110 §15.5, 15.6; 423 RFC 4918; 429 RFC 6585). */
export type RefusalStatus = 400 | 401 | 403 | 404 | 409 | 410 | 421 | 423 | 429 | 500 | 503 | 504

/** One way a request can be refused. */
export type RefusalRow = Localized & {
  status: RefusalStatus
  /**
   * Given before anything was decided, for a reason that passes: nothing was recorded under the id of the command, and
   * the same command may be sent again under the same id after a pause.
   */
  transient?: true
}

/**
 * Defines the refusals of a subject: code → its sentence for the person concerned, in both languages, and its status.
 *
 * @example
 * // contract/src/payment/refusals.ts
 * export const PAYMENT_REFUSALS = refusals({
 *   'payment.unknown': { zh: '没有这笔订单', en: 'There is no such order', status: 404 },
 *   'payment.busy': { zh: '请稍后再试', en: 'Please try again shortly', status: 503, transient: true },
 * })
 */
export function refusals<const Rows extends Record<`${string}.${string}`, RefusalRow>>(rows: Rows): Rows {
  return rows
}
