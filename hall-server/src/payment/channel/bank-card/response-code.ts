import { lookUp } from '@service-hall/contract'
import type { CustomerCause } from '../port.ts'

// Field 39 (应答码) as the acquirers in China use it; docs/bank-card.md lists them with what each means here.

const CAUSES: Readonly<Record<string, CustomerCause>> = {
  '01': 'declined',
  '04': 'cardNotAccepted',
  '05': 'declined',
  '07': 'cardNotAccepted',
  '14': 'cardNotAccepted',
  '15': 'cardNotAccepted',
  '33': 'cardNotAccepted',
  '34': 'cardNotAccepted',
  '36': 'cardNotAccepted',
  '38': 'wrongPin',
  '41': 'cardNotAccepted',
  '42': 'cardNotAccepted',
  '43': 'cardNotAccepted',
  '51': 'notEnoughMoney',
  '54': 'cardNotAccepted',
  '55': 'wrongPin',
  '57': 'cardNotAccepted',
  '59': 'declined',
  '61': 'limit',
  '62': 'cardNotAccepted',
  '65': 'limit',
  '75': 'wrongPin',
}

/** Answers that say nothing of whether the trade was posted: the host itself did not hear, or is busy. */
const OPEN_CODES: ReadonlySet<string> = new Set([
  '06',
  '09',
  '22',
  '68',
  '82',
  '90',
  '91',
  '92',
  '94',
  '96',
  '98',
])

/** `approved`; `unsure`: it may be posted, reverse it; `refused`: the final no. */
export function verdictOf(code: string): 'approved' | 'unsure' | 'refused' {
  if (['00', '10', '11', '16'].includes(code)) return 'approved'
  return OPEN_CODES.has(code) ? 'unsure' : 'refused'
}

/** What the customer can do about it. */
export function causeOf(code: string): CustomerCause | undefined {
  return lookUp(CAUSES, code)
}
