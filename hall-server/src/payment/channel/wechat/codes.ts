import { lookUp } from '@service-hall/contract'
import type { CustomerCause } from '../port.ts'

// Error codes of WeChat Pay. Its pages write the same one with and without underscores (ORDERPAID, ORDER_PAID), so that all
// are compared without.

/** `ORDER_PAID` and `ORDERPAID` are one code. */
export function plainCode(code: string): string {
  return code.replaceAll('_', '').toUpperCase()
}

/** Codes that say nothing about the trade: to be asked again. SIGNERROR and NOAUTH are ours to set right. */
const BUSY: ReadonlySet<string> = new Set([
  'SYSTEMERROR',
  'BANKERROR',
  'FREQUENCYLIMIT',
  'FREQUENCYLIMITED',
  'FREQUENCYLIMITEXCEED',
  'RATELIMITEXCEEDED',
  'SIGNERROR',
  'NOAUTH',
])
export const isBusy = (code: string): boolean => BUSY.has(code)

const UNKNOWN: ReadonlySet<string> = new Set([
  'ORDERNOTEXIST',
  'RESOURCENOTEXIST',
  'RESOURCENOTEXISTS',
  'NOTFOUND',
  'REFUNDNOTEXISTS',
])
/** WeChat Pay knows no such order or refund. */
export const isUnknown = (code: string): boolean => UNKNOWN.has(code)

/** The order was closed or reversed before. */
export const isClosed = (code: string): boolean => code === 'ORDERCLOSED' || code === 'ORDERREVERSED'

const CAUSES: Readonly<Record<string, CustomerCause>> = {
  NOTENOUGH: 'notEnoughMoney',
  AUTHCODEEXPIRE: 'codeExpired',
  AUTHCODEERROR: 'codeExpired',
  AUTHCODEINVALID: 'codeExpired',
  PAYERROR: 'declined',
  TRADEERROR: 'declined',
  BANKCARDERROR: 'declined',
}

/** A final no, with what to tell the customer where they can do something about it. */
export function refused(code: string): { is: 'refused'; code: string; customer?: CustomerCause } {
  const customer = lookUp(CAUSES, code)
  return { is: 'refused', code, ...(customer && { customer }) }
}
