import { dayPlus, localTime, powerHours } from '@service-hall/contract'
import type { PowerCalendar } from '@service-hall/contract'
import { skewOf } from '@service-hall/server-kit'

const MINUTES_A_DAY = 24 * 60
/** How far ahead it is looked for a time to come on again, days: over the longest holidays. */
const DAYS_AHEAD = 31

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

/** Whether a machine is to be on now, and when it changes next, minutes from now; null: not within a month. */
export function powerAt(
  calendar: PowerCalendar,
  { stationId, at, timeZone }: { stationId: string; at: number; timeZone: string },
): { on: boolean; onInMinutes: number | null } {
  const { day, time } = localTime(at, timeZone)
  const skew = skewOf(stationId, calendar.skewMinutes)
  const now = minutesOf(time)
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
    const hours = powerHours(calendar, dayPlus(day, ahead), skew)
    if (!hours) continue
    const [begins, ends] = hours
    if (ahead > 0) return { on: false, onInMinutes: ahead * MINUTES_A_DAY + begins - now }
    if (now >= begins && now < ends) return { on: true, onInMinutes: 0 }
    if (now < begins) return { on: false, onInMinutes: begins - now }
  }
  return { on: false, onInMinutes: null }
}
