import { localTime, lookUp, waysOf } from '@service-hall/contract'
import type { BusinessDay, FactOf, HallConfig, PayChannelId, PaymentOrder } from '@service-hall/contract'
import { HOUR_MS, hourKey, slotKey } from './state.ts'
import type { TakingsState, WithTakings } from './state.ts'

type Counted = FactOf<'TakingsCounted'>
type Told = Counted | FactOf<'TakingsSummed'>
/** As many as the fact takes. */
const MOST_WAYS = 100

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
 * What is told of an hour: what each kiosk took and usually takes, and what kiosks and counters took by channel. Nothing of a
 * kiosk that took nothing and never does then, nor of ways by which nothing came: nights need no telling.
 */
export function toldOf({ view, takings }: WithTakings, config: HallConfig, hour: number): Told[] {
  if (!config.payments) return []
  const { timeZone } = config.hall
  const place = named(hour, timeZone)
  if (!isToTell(takings, hour, timeZone)) return []
  const paid = takings.paidIn.includes(hour) ? paidIn(Object.values(view.payments), hour) : []
  const counted = config.stations.flatMap(({ id, kind }): Told[] => {
    if (kind !== 'kiosk') return []
    const here = paid.filter(({ stationId }) => stationId === id)
    const [fen, payments] = [here.reduce((sum, one) => sum + one.fen, 0), here.length]
    const usual = usualOf(lookUp(lookUp(takings.past, id) ?? {}, slotKey(place.day, place.hour)) ?? [])
    if (payments === 0 && usual.high === 0) return []
    return [{ type: 'TakingsCounted', stationId: id, ...place, fen, payments, usual }]
  })
  const ways = waysOf(
    paid.map(({ stationId, ...one }) => ({ at: stationId === null ? 'counter' : 'kiosk', ...one }) as const),
  )
  return ways.length === 0
    ? counted
    : [...counted, { type: 'TakingsSummed', ...place, ways: ways.slice(0, MOST_WAYS) }]
}

type Paid = { stationId: string | null; channel: PayChannelId; fen: number; payments: 1 }

/** What was paid in an hour, whatever became of it afterwards; `stationId`: null where staff took it, at a counter. */
function paidIn(orders: readonly PaymentOrder[], hour: number): Paid[] {
  return orders.flatMap(({ stationId, attempts }) =>
    attempts
      .filter(({ state, since }) => state === 'paid' && Math.floor(since / HOUR_MS) === hour)
      .map(({ channel, receivedFen: fen }) => ({ stationId, channel, fen, payments: 1 as const })),
  )
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
