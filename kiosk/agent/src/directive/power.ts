import { hash } from 'node:crypto'
import { localTime, weekdayOf } from '@service-hall/contract'
import type { DaySpan, PowerCalendar } from '@service-hall/contract'

const MINUTES_A_DAY = 24 * 60
/** How far ahead it is looked for a time to come on again, days: over the longest holidays. */
const DAYS_AHEAD = 31

/** Minutes that a machine is behind the calendar: the same for it every day, spread over all machines. */
export function skewOf(stationId: string, skewMinutes: number): number {
  return parseInt(hash('sha256', stationId, 'hex').slice(0, 8), 16) % (skewMinutes + 1)
}

export function dayTypeOf(
  { days }: Pick<PowerCalendar, 'days'>,
  day: string,
): 'working' | 'rest' | 'holiday' {
  const special = days.find((one) => one.day === day)
  if (special) return special.type
  const weekday = weekdayOf(day)
  return weekday === 'sat' || weekday === 'sun' ? 'rest' : 'working'
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

/** When a machine is on that day, in minutes of it: `[from, to)`; null: not at all. */
function spanOf(span: DaySpan): [number, number] | null {
  if (span === 'on') return [0, MINUTES_A_DAY]
  return span === 'off' ? null : [minutesOf(span.from), minutesOf(span.to)]
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 24 * 3_600_000).toISOString().slice(0, 10)
}

/**
 * Whether a machine is to be on now, and when it changes next, minutes from now; null: not within a month. The skew moves
 * both ends of a span; a day that is on as a whole has no ends.
 */
export function powerAt(
  calendar: PowerCalendar,
  { stationId, at, timeZone }: { stationId: string; at: number; timeZone: string },
): { on: boolean; onInMinutes: number | null } {
  const { day, time } = localTime(at, timeZone)
  const skew = skewOf(stationId, calendar.skewMinutes)
  const now = minutesOf(time)
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
    const span = spanOf(calendar[dayTypeOf(calendar, dayAfter(day, ahead))])
    if (!span) continue
    const [from, to] = span
    const begins = from === 0 ? 0 : from + skew
    const ends = to === MINUTES_A_DAY ? to : Math.min(MINUTES_A_DAY, to + skew)
    if (ahead > 0) return { on: false, onInMinutes: ahead * MINUTES_A_DAY + begins - now }
    if (now >= begins && now < ends) return { on: true, onInMinutes: 0 }
    if (now < begins) return { on: false, onInMinutes: begins - now }
  }
  return { on: false, onInMinutes: null }
}
