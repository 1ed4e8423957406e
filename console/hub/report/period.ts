import { localTime } from '@service-hall/contract'
import type { ReportPeriod } from '@service-hall/contract'

/** Where days of reports begin: the halls of a region share the country's time. */
export const REPORT_ZONE = 'Asia/Shanghai'
const DAY_MS = 86_400_000

/** First and last day, both inside, `YYYY-MM-DD`. */
export type Days = { from: string; to: string }

const numberOf = (day: string): number => Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS)
const dayOf = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10)
/** 0: Monday; day 0 of the epoch was a Thursday. */
const weekday = (day: number): number => (day + 3) % 7
const monthBefore = (day: string): Days => {
  const to = dayOf(numberOf(`${day.slice(0, 7)}-01`) - 1)
  return { from: `${to.slice(0, 7)}-01`, to }
}

/** The days of a period, when today is this local day. */
export function daysOf(period: ReportPeriod, today: string): Days {
  if (period.kind === 'days') return { from: period.from, to: period.to }
  const day = numberOf(today)
  if (period.unit === 'month') return monthBefore(today)
  const last = period.unit === 'day' ? day - 1 : day - weekday(day) - 1
  return { from: dayOf(period.unit === 'day' ? last : last - 6), to: dayOf(last) }
}

/** The day, and the hour of the day, where days of reports begin. */
export function localNow(now: number): { day: string; hour: number } {
  const { day, time } = localTime(now, REPORT_ZONE)
  return { day, hour: Number(time.slice(0, 2)) }
}

/** Weeks (from Monday) or months of a period, cut to it, the earliest first. */
export function partsOf({ from, to }: Days, unit: 'week' | 'month'): (Days & { name: string })[] {
  const parts: (Days & { name: string })[] = []
  for (let at = numberOf(from); at <= numberOf(to);) {
    const end = unit === 'week' ? at - weekday(at) + 6 : lastOfMonth(dayOf(at))
    const last = Math.min(end, numberOf(to))
    const name = unit === 'week' ? `${dayOf(at - weekday(at))}` : dayOf(at).slice(0, 7)
    parts.push({ from: dayOf(at), to: dayOf(last), name })
    at = last + 1
  }
  return parts
}

function lastOfMonth(day: string): number {
  const [year = 0, month = 1] = day.split('-').map(Number)
  return Math.round(Date.UTC(year, month, 1) / DAY_MS) - 1
}
