import { localTime } from '@service-hall/contract'
import type { BusinessDay } from '@service-hall/contract'

const DAY_MS = 86_400_000
/** A clock that steps back by up to this many days is taken for a slip: the business day stays. */
const SLIP_DAYS = 2

/**
 * Business day at `now`. It does not run backwards when a clock is set back a little (midnight, time server);
 * a clock that was far ahead and was put right does bring the true day back. Ticket numbers stay unique either
 * way, because each day's numbers are remembered (intake/state.ts).
 */
export function businessDay(now: number, timeZone: string, current: BusinessDay | null): BusinessDay {
  const { day } = localTime(now, timeZone)
  if (current === null || day >= current) return day
  const back = (Date.parse(current) - Date.parse(day)) / DAY_MS
  return back <= SLIP_DAYS ? current : day
}
