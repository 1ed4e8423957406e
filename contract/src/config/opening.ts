import { localTime, weekdayOf } from '../time.ts'
import type { Instant, OpenSpan } from '../time.ts'
import type { HallConfig, Service } from './hall-config.ts'
import { specialDayOf } from './special-day.ts'
import type { SpecialDay } from './special-day.ts'

type Hall = { hall: Pick<HallConfig['hall'], 'timeZone'> } & Pick<HallConfig, 'specialDays'>
type Hours = Pick<Service, 'id' | 'openingHours'>

const DAY_MS = 86_400_000
/** How far ahead the next opening is looked for, days: beyond any run of holidays. */
const LOOK_AHEAD_DAYS = 62

/** When a service is open on a day (`YYYY-MM-DD`), earliest first, and the special day that says so, if one does. */
export function hoursOn(
  config: Hall,
  { id, openingHours }: Hours,
  day: string,
): { spans: OpenSpan[]; special: SpecialDay | undefined } {
  const special = specialDayOf(config, id, day)
  return { spans: spansOf(special?.hours ?? weekdayOf(day), openingHours), special }
}

function spansOf(hours: SpecialDay['hours'], openingHours: Service['openingHours']): OpenSpan[] {
  if (hours === 'closed') return []
  const spans =
    typeof hours === 'string'
      ? openingHours.filter(({ days }) => days.includes(hours)).map(({ from, to }) => ({ from, to }))
      : [...hours]
  return spans.sort((a, b) => (a.from < b.from ? -1 : 1))
}

/** Whether a service is open at a moment: by its hours of that weekday, or by the special day that it is. */
export function isServiceOpen(config: Hall, service: Hours, at: Instant): boolean {
  const { day, time } = localTime(at, config.hall.timeZone)
  return hoursOn(config, service, day).spans.some(({ from, to }) => from <= time && time < to)
}

/** When a service that is closed opens again: local day and time; null: not within two months. */
export function nextOpening(
  config: Hall,
  service: Hours,
  at: Instant,
): { day: string; time: string; daysAhead: number } | null {
  const { day: today, time: now } = localTime(at, config.hall.timeZone)
  for (let daysAhead = 0; daysAhead <= LOOK_AHEAD_DAYS; daysAhead += 1) {
    const day = dayAfter(today, daysAhead)
    const span = hoursOn(config, service, day).spans.find(({ from }) => daysAhead > 0 || from > now)
    if (span) return { day, time: span.from, daysAhead }
  }
  return null
}

/** Rows of the calendar that are about today or begin within some days, the earliest first. */
export function specialDaysAhead(config: Hall, at: Instant, days: number): SpecialDay[] {
  const today = localTime(at, config.hall.timeZone).day
  const last = dayAfter(today, days)
  return (config.specialDays ?? [])
    .filter(({ from, to = from }) => to >= today && from <= last)
    .sort((a, b) => (a.from < b.from ? -1 : 1))
}

/** The calendar day so many days after one (`YYYY-MM-DD`). */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}
