const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const
const CHECKS = '10X98765432'

/**
 * Whether an 18-digit citizen number (GB 11643) is well formed: its check digit is right by ISO 7064 MOD 11-2, and it
 * names that date of birth (`YYYY-MM-DD`). Regions are not checked: their list changes.
 */
export function isCitizenNumber(number: string, birthDate: string): boolean {
  if (!/^\d{17}[\dX]$/.test(number)) return false
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(number[index]), 0)
  return number[17] === CHECKS[sum % 11] && number.slice(6, 14) === birthDate.replaceAll('-', '')
}

/**
 * Whether this is the shape of a foreigner's number on the card of 2017: three letters of the country and twelve
 * digits. Its last digit is a check too, by a formula that is not published.
 */
export function isPermanentResidentNumber(number: string): boolean {
  return /^[A-Z]{3}\d{12}$/.test(number)
}

/** `YYYYMMDD` as `YYYY-MM-DD`; `undefined` when there is no such day. */
export function dayOf(digits: string): string | undefined {
  const [, year, month, day] = /^((?:19|20)\d\d)(\d\d)(\d\d)$/.exec(digits) ?? []
  if (!year || !month || !day) return undefined
  const iso = `${year}-${month}-${day}`
  const date = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : undefined
}
