import type { CustomerCause, Refused } from '../port.ts'
import type { Said } from './gateway.ts'

/** What the customer can do about a payment that was refused (alipay.trade.pay, business error codes). */
const CAUSES: ReadonlyMap<string, CustomerCause> = new Map([
  ['ACQ.BUYER_BALANCE_NOT_ENOUGH', 'notEnoughMoney'],
  ['ACQ.BUYER_BANKCARD_BALANCE_NOT_ENOUGH', 'notEnoughMoney'],
  ['ACQ.BUYER_PAYMENT_AMOUNT_DAY_LIMIT_ERROR', 'limit'],
  ['ACQ.BUYER_PAYMENT_AMOUNT_MONTH_LIMIT_ERROR', 'limit'],
  ['ACQ.BEYOND_PAY_RESTRICTION', 'limit'],
  ['ACQ.BEYOND_PER_RECEIPT_RESTRICTION', 'limit'],
  ['ACQ.PAYMENT_AUTH_CODE_INVALID', 'codeExpired'],
  ['ACQ.PAYMENT_FAIL', 'declined'],
  ['ACQ.PAYMENT_REQUEST_HAS_RISK', 'declined'],
  ['ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE', 'declined'],
  ['ACQ.ERROR_BALANCE_PAYMENT_DISABLE', 'declined'],
  ['ACQ.BUYER_ENABLE_STATUS_FORBID', 'declined'],
  ['ACQ.ERROR_BUYER_CERTIFY_LEVEL_LIMIT', 'declined'],
])

/** A no as the port says it; `code` is Alipay's sub-code, or its code where there is none. */
export function refused({ code, subCode }: Said): Refused {
  const customer = CAUSES.get(subCode)
  return { is: 'refused', code: subCode || code, ...(customer && { customer }) }
}
