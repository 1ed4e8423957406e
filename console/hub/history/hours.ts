import { MEASURES, dayAfter } from '@service-hall/contract'
import type { HallHours, HallId, HourSums, HourUsual } from '@service-hall/contract'
import type { Store } from '../core/store.ts'
import { queryRollups } from '../rollup/query/store.ts'

/** How many of the same weekday before are compared with. */
const WEEKS = 4
const SUMS = MEASURES.filter(
  (name): name is keyof HourSums & typeof name => !['levels', 'faults', 'downMs'].includes(name),
)
type Day = Map<number, HourSums>

/** A hall's day by the hour, beside the median of the same weekday of the four weeks before. */
export async function hallHours(
  store: Store,
  hallId: HallId,
  day: string,
): Promise<Omit<HallHours, 'ok' | 'now'>> {
  const wanted = Array.from({ length: WEEKS + 1 }, (_, back) => dayAfter(day, -7 * back))
  const days = new Map<string, Day>()
  for (const one of wanted) {
    const { rows } = await queryRollups(store, {
      ...{ from: one, to: one, grain: 'hour', halls: [hallId], by: ['minute'], measures: SUMS, limit: 24 },
    })
    const hours = rows.map(({ key, sums }): [number, HourSums] => [
      Number(key[0]) / 60,
      Object.fromEntries(SUMS.map((name, at) => [name, sums[at] ?? 0])) as HourSums,
    ])
    // A day on which only machines failed was no day of business.
    if (hours.some(([, sums]) => sums.issued + sums.served > 0)) days.set(one, new Map(hours))
  }
  const today = days.get(day) ?? new Map<number, HourSums>()
  const usualDays = wanted.slice(1).filter((one) => days.has(one))
  const usual = usualDays.map((one) => days.get(one) ?? new Map<number, HourSums>())
  const hours = [...new Set([today, ...usual].flatMap((one) => [...one.keys()]))].sort((a, b) => a - b)
  return {
    day,
    usualDays,
    hours: hours.map((hour) => ({
      hour,
      sums: today.get(hour) ?? nothing(),
      usual: usual.length === 0 ? null : usualOf(usual.map((one) => one.get(hour) ?? nothing())),
    })),
  }
}

const nothing = (): HourSums => Object.fromEntries(SUMS.map((name) => [name, 0])) as HourSums

function usualOf(days: readonly HourSums[]): HourUsual {
  const of = (value: (sums: HourSums) => number): number => median(days.map(value)) ?? 0
  const meanOf = (ms: 'waitMs' | 'handlingMs', by: 'waits' | 'served'): number | null =>
    median(days.filter((sums) => sums[by] > 0).map((sums) => sums[ms] / sums[by]))
  return {
    issued: of(({ issued }) => issued),
    selfIssued: of(({ selfIssued }) => selfIssued),
    served: of(({ served }) => served),
    meanWaitMs: meanOf('waitMs', 'waits'),
    meanHandlingMs: meanOf('handlingMs', 'served'),
  }
}

/** The middle one, or the mean of the two in the middle; null: of nothing. */
export function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}
