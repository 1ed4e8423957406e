import { localTime, sumOfHours } from '@service-hall/contract'
import type { HallView, HourSeen, SumTaken, TakenHour, WayTaken } from '@service-hall/contract'

type HourOfWays = { hour: number; ways: readonly WayTaken[] }

const NOTHING: SumTaken = { fen: 0, payments: 0 }
const NO_KIOSK: Omit<TakenHour, 'hour'> = {
  ...NOTHING,
  compared: { kiosks: 0, fen: 0, low: 0, median: 0, high: 0 },
}

/** The hours of today that are told by place and channel. `now`: of the hall's clock, epoch ms. */
export function waysToday({ takingsByWay, config }: HallView, now: number): readonly HourOfWays[] {
  return takingsByWay?.day === dayOf(config, now) ? takingsByWay.hours : []
}

/** The hours of today that are told: what kiosks took, and beside it what counters took. `now`: of the hall's clock, epoch ms. */
export function hoursToday(view: HallView, now: number): HourSeen[] {
  const { takingsDay, config } = view
  const kiosks = takingsDay?.day === dayOf(config, now) ? takingsDay.hours : []
  return summedHours([
    kiosks.map((hour) => ({ ...hour, counters: NOTHING })),
    waysToday(view, now).map(({ hour, ways }) => ({ ...NO_KIOSK, hour, counters: atCounters(ways) })),
  ])
}

/** Hours of several, added up, in their order. */
export function summedHours(lists: Iterable<readonly HourSeen[]>): HourSeen[] {
  const byHour = new Map<number, HourSeen>()
  for (const list of lists)
    for (const hour of list) {
      const known = byHour.get(hour.hour)
      byHour.set(hour.hour, known ? bothOf(known, hour) : hour)
    }
  return [...byHour.values()].sort((a, b) => a.hour - b.hour)
}

function dayOf(config: HallView['config'], now: number): string {
  return localTime(now, config?.hall.timeZone ?? 'UTC').day
}

function atCounters(ways: readonly WayTaken[]): SumTaken {
  return ways.filter(({ at }) => at === 'counter').reduce(plus, NOTHING)
}

function plus(a: SumTaken, b: SumTaken): SumTaken {
  return { fen: a.fen + b.fen, payments: a.payments + b.payments }
}

function bothOf(a: HourSeen, b: HourSeen): HourSeen {
  return { ...sumOfHours(a, b), counters: plus(a.counters, b.counters) }
}
