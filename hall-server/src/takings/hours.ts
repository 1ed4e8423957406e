import { localTime, lookUp } from '@service-hall/contract'
import type { BusinessDay, FactOf, HallConfig, PaymentOrder } from '@service-hall/contract'
import { HOUR_MS, hourKey, slotKey } from './state.ts'
import type { TakingsState, WithTakings } from './state.ts'

type Counted = FactOf<'TakingsCounted'>

/** Whether an hour is to be told still: the hall lived through all of it, and has not told it. `hour`: since 1970. */
export function isToTell({ since, told }: TakingsState, hour: number, timeZone: string): boolean {
  const { day, hour: local } = named(hour, timeZone)
  return since !== 0 && hour * HOUR_MS >= since && hourKey(day, local) > told
}

/** An hour as the clock on the wall names it. */
function named(hour: number, timeZone: string): { day: BusinessDay; hour: number } {
  const { day, time } = localTime(hour * HOUR_MS, timeZone)
  return { day, hour: Number(time.slice(0, 2)) }
}

/**
 * What each kiosk took in an hour, and usually takes. Nothing of a kiosk that took nothing and never does then: nights need
 * no telling.
 */
export function countedIn({ view, takings }: WithTakings, config: HallConfig, hour: number): Counted[] {
  if (!config.payments) return []
  const { timeZone } = config.hall
  const place = named(hour, timeZone)
  if (!isToTell(takings, hour, timeZone)) return []
  const sums = sumsOf(takings.paidIn.includes(hour) ? Object.values(view.payments) : [], hour)
  return config.stations.flatMap(({ id, kind }): Counted[] => {
    if (kind !== 'kiosk') return []
    const { fen, payments } = sums.get(id) ?? { fen: 0, payments: 0 }
    const usual = usualOf(lookUp(lookUp(takings.past, id) ?? {}, slotKey(place.day, place.hour)) ?? [])
    if (payments === 0 && usual.high === 0) return []
    return [{ type: 'TakingsCounted', stationId: id, ...place, fen, payments, usual }]
  })
}

/** By station: what was paid in an hour, whatever became of it afterwards. */
function sumsOf(
  orders: readonly PaymentOrder[],
  hour: number,
): Map<string, { fen: number; payments: number }> {
  const sums = new Map<string, { fen: number; payments: number }>()
  for (const { stationId, attempts } of orders) {
    if (stationId === null) continue
    for (const { state, since, receivedFen } of attempts) {
      if (state !== 'paid' || Math.floor(since / HOUR_MS) !== hour) continue
      const sum = sums.get(stationId) ?? { fen: 0, payments: 0 }
      sums.set(stationId, { fen: sum.fen + receivedFen, payments: sum.payments + 1 })
    }
  }
  return sums
}

/** The tenth, fiftieth and ninetieth percentile, between the two nearest where none is exact. */
export function usualOf(weeks: readonly number[]): Counted['usual'] {
  const sorted = weeks.toSorted((a, b) => a - b)
  const at = (share: number): number => {
    const place = (sorted.length - 1) * share
    const [below, above] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0]
    return Math.round(below + (above - below) * (place - Math.floor(place)))
  }
  if (sorted.length === 0) return { low: 0, median: 0, high: 0, of: 0 }
  return { low: at(0.1), median: at(0.5), high: at(0.9), of: sorted.length }
}
