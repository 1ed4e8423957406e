import { chinaTimeOf, fromChinaTime } from './china-time.ts'

// Times as banks write them: digits only, in China's time.

/** `YYYYMMDDhhmmss` of epoch ms. */
export function chinaDigits(at: number): string {
  return chinaTimeOf(at).replaceAll(/\D/g, '')
}

/** Epoch ms of `YYYYMMDDhhmmss`; null: no such time. */
export function fromChinaDigits(digits: string): number | null {
  return fromChinaTime(digits.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3 $4:$5:$6'))
}

/**
 * Epoch ms of `MMDDhhmmss`, of the year that brings it nearest to `near`: messages that carry no year are of these days.
 * Null: no such time.
 */
export function fromYearlessDigits(digits: string, near: number): number | null {
  const year = Number(chinaDigits(near).slice(0, 4))
  const times = [year - 1, year, year + 1].flatMap((each) => fromChinaDigits(`${each}${digits}`) ?? [])
  return times.sort((a, b) => Math.abs(a - near) - Math.abs(b - near))[0] ?? null
}

/** Start of a day `YYYY-MM-DD`, epoch ms; null: no such day. */
export function startOfDay(day: string): number | null {
  return fromChinaTime(`${day} 00:00:00`)
}
