import { digitsOf, idNumberOf } from '@service-hall/contract'
import type { AccountAsked } from '@service-hall/contract'

/** What somebody typed or scanned to find an account: its number, an ID number, or the barcode of a bill; null: none. */
export function accountAsked(typed: string): AccountAsked | null {
  const text = typed.trim()
  const idNumber = idNumberOf(text)
  if (idNumber !== null) return { by: 'idNumber', idNumber }
  const digits = digitsOf(text)
  if (digits !== null && digits.length >= 4 && digits.length <= 16)
    return { by: 'accountNo', accountNo: digits }
  return /^[\x21-\x7e]{4,128}$/.test(text) ? { by: 'billBarcode', barcode: text } : null
}
