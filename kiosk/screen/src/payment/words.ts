import type { Language } from '@service-hall/contract'
import { LOCALE_OF } from '@service-hall/ui'

/** `2026年10月`, `October 2026`. */
export function monthText(month: string, language: Language): string {
  return dateText(`${month}-01`, language, { year: 'numeric', month: 'long' })
}

/** `11月20日`, `20 November`. */
export function dayText(day: string, language: Language): string {
  return dateText(day, language, { month: 'long', day: 'numeric' })
}

function dateText(day: string, language: Language, options: Intl.DateTimeFormatOptions): string {
  const locale = language === 'en' ? 'en-GB' : LOCALE_OF[language]
  const date = new Date(`${day}T12:00:00Z`)
  return Number.isNaN(date.getTime())
    ? day
    : new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(date)
}

/** Thousandths as people read them: `1,234.5`; at most two decimals. */
export function quantityText(milli: number): string {
  return new Intl.NumberFormat('en', { maximumFractionDigits: 2 }).format(milli / 1_000)
}

/** Ten-thousandths of a yuan: `0.5469`, `48`. */
export function priceText(tenThousandths: number): string {
  return new Intl.NumberFormat('en', { minimumFractionDigits: 2, maximumFractionDigits: 4 }).format(
    tenThousandths / 10_000,
  )
}

const GROUP = 4

/** Digits in groups of four, as eyes can compare them: `0571 2345 67`. */
export function groupsOf(accountNo: string): string[] {
  return accountNo.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? []
}
