import { weekdayOf } from '../time.ts'
import type { DaySpan, DayType, PowerCalendar } from './settings.ts'

const MINUTES_A_DAY = 24 * 60

/** The day that is so many days later, `YYYY-MM-DD`. */
export function dayPlus(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * 3_600_000).toISOString().slice(0, 10)
}

/** The type of a day: what the calendar says of that very day, else by its weekday. */
export function dayTypeOf({ days }: Pick<PowerCalendar, 'days'>, day: string): DayType {
  const special = days.find((one) => one.day === day)
  if (special) return special.type
  const weekday = weekdayOf(day)
  return weekday === 'sat' || weekday === 'sun' ? 'rest' : 'working'
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

/** Hours of a day in minutes, `[from, to)`; null: off all day. */
function minutesIn(span: DaySpan): [number, number] | null {
  if (span === 'on') return [0, MINUTES_A_DAY]
  return span === 'off' ? null : [minutesOf(span.from), minutesOf(span.to)]
}

/**
 * When a machine is on that day, in minutes of it, `[from, to)`; null: not at all. `skew`: minutes that it is behind the
 * calendar. It moves both ends; a day that is on as a whole has no ends, and nothing goes over midnight.
 */
export function powerHours(calendar: PowerCalendar, day: string, skew: number): [number, number] | null {
  const own = calendar.days.find((one) => one.day === day)?.span
  const span = minutesIn(own ?? calendar[dayTypeOf(calendar, day)])
  if (!span) return null
  const [from, to] = span
  return [
    from === 0 ? 0 : Math.min(MINUTES_A_DAY, from + skew),
    to === MINUTES_A_DAY ? to : Math.min(MINUTES_A_DAY, to + skew),
  ]
}

/** What a machine does on a day. `hours`: minutes of the day in which it is on; null: it is off. */
export type PowerDay = {
  day: string
  type: DayType
  /** The calendar names this very day. */
  special: boolean
  hours: [number, number] | null
}

/** What will happen on so many days from one on: the very hours that machines go by. */
export function powerPreview(
  calendar: PowerCalendar,
  { from, days, skew }: { from: string; days: number; skew: number },
): PowerDay[] {
  return Array.from({ length: days }, (_, ahead) => {
    const day = dayPlus(from, ahead)
    return {
      ...{ day, type: dayTypeOf(calendar, day), special: calendar.days.some((one) => one.day === day) },
      hours: powerHours(calendar, day, skew),
    }
  })
}
