import { BusinessDay } from '@service-hall/contract'
import { chinaDayOf, fromChinaTime } from '../channel/china-time.ts'

// Days of bills are days in China, whatever zone the hall's clock shows.

const DAY_MS = 86_400_000

/** Whether there is such a day. */
export function isDay(day: string): boolean {
  return fromChinaTime(`${day} 00:00:00`) !== null
}

/** Midnight at the beginning of a day in China, epoch ms. Throws for what is no day. */
export function startOf(day: string): number {
  const at = fromChinaTime(`${day} 00:00:00`)
  if (at === null) throw new RangeError(`${day} is no day`)
  return at
}

/** Midnight at the end of it, epoch ms. */
export function endOf(day: string): number {
  return startOf(day) + DAY_MS
}

export function dayOf(at: number): BusinessDay {
  return BusinessDay.parse(chinaDayOf(at))
}

export function dayBefore(day: string): BusinessDay {
  return dayOf(startOf(day) - DAY_MS)
}

export function dayAfter(day: string): BusinessDay {
  return dayOf(endOf(day))
}
