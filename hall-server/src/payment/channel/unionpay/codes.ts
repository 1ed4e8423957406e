import { lookUp } from '@service-hall/contract'
import type { CustomerCause } from '../port.ts'

// Answer codes (应答码) of 全渠道; docs/unionpay.md.

/** `A6` is a success with a blemish (有缺陷的成功). */
export const isSuccess = (code: string | undefined): boolean => code === '00' || code === 'A6'

/** Not decided yet, or not known: time-out (03), state unclear (04), accepted (05); busy (06). */
export const isOpen = (code: string | undefined): boolean => ['03', '04', '05', '06'].includes(code ?? '')

export const NO_SUCH_TRADE = '34'
export const DUPLICATE = '12'

const CAUSES: Readonly<Record<string, CustomerCause>> = {
  '30': 'declined',
  '33': 'limit',
  '38': 'declined',
  '60': 'declined',
  '61': 'cardNotAccepted',
  '62': 'cardNotAccepted',
  '63': 'cardNotAccepted',
  '64': 'notEnoughMoney',
  '65': 'wrongPin',
  '66': 'cardNotAccepted',
  '67': 'wrongPin',
}

export const causeOf = (code: string): CustomerCause | undefined => lookUp(CAUSES, code)
