import { SLOTS } from '@service-hall/contract'
import type { ForecastBasis, PlanDay } from '@service-hall/contract'

/** Customers who came: so many in a half hour of a day for a service. */
export type Came = { day: PlanDay; slot: number; service: string; count: number }

export type Expected = { service: string; arrivals: number[]; basis: ForecastBasis; days: number }

/** Fewer days of the same weekday than this say too little. */
const ENOUGH = 3

/**
 * Arrivals to expect on a day, for each service and half hour: the median of the last days of the same row of the calendar
 * (weekday, or holiday); where there are fewer than three of them, of all days of the same sort (working day, or weekend
 * and holiday). Days on which nobody came at all were closed, or are missing, and do not count.
 * @param rowOf row of the calendar of a day: `1` … `7`, `holiday`
 */
export function forecast(day: PlanDay, came: readonly Came[], rowOf: (day: PlanDay) => string): Expected[] {
  const days = [...new Set(came.filter(({ count }) => count > 0).map((one) => one.day))].filter(
    (one) => one < day,
  )
  const row = rowOf(day)
  const same = days.filter((one) => rowOf(one) === row)
  const alike = days.filter((one) => isFree(rowOf(one)) === isFree(row))
  const [used, basis]: [PlanDay[], ForecastBasis] =
    same.length >= ENOUGH ? [same, 'sameWeekday'] : [alike, alike.length > 0 ? 'alikeDays' : 'none']
  const services = [...new Set(came.map(({ service }) => service))].sort()
  const counts = new Map<string, number>()
  for (const one of came) {
    const key = `${one.day} ${one.slot} ${one.service}`
    counts.set(key, (counts.get(key) ?? 0) + one.count)
  }
  return services.map((service) => ({
    ...{ service, basis, days: used.length },
    arrivals: Array.from({ length: SLOTS }, (_none, slot) =>
      median(used.map((one) => counts.get(`${one} ${slot} ${service}`) ?? 0)),
    ),
  }))
}

const isFree = (row: string): boolean => row === '6' || row === '7' || row === 'holiday'

/** The middle value, or the mean of the two in the middle; 0: there is none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  if (sorted.length === 0) return 0
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}
