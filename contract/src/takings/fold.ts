import type { Fold } from '../define/fold.ts'
import { table } from '../define/table.ts'
import type { ClockSet, HallConfigured } from '../hall/facts.ts'
import { shiftedBy } from '../hall/shift.ts'
import type { PayChannelId } from '../ids.ts'
import type { BusinessDay } from '../time.ts'
import * as facts from './facts.ts'

/** What a kiosk took in the last hour that it told of; `at`: when it did, epoch ms. */
export type TakingsView = {
  at: number
  fen: number
  payments: number
  usual: { low: number; median: number; high: number; of: number }
}
/** Below so many weeks nobody can say what is usual. */
export const USUAL_WEEKS = 4
/**
 * What kiosks took in an hour by the clock on the wall, together. `compared`: those of them whose usual takings are known,
 * what they took and what each usually takes, summed; the sums of percentiles are a wider range than that of the sum.
 */
export type TakenHour = {
  hour: number
  fen: number
  payments: number
  compared: { kiosks: number; fen: number; low: number; median: number; high: number }
}
/** What was taken in one place of the hall by one channel; the day's so far, or an hour's. */
export type WayTaken = { at: 'kiosk' | 'counter'; channel: PayChannelId; fen: number; payments: number }
export type TakingsPart = {
  takings: Record<string, TakingsView>
  /** The hours of the latest day that one was told of, in their order. */
  takingsDay: { day: BusinessDay; hours: TakenHour[] } | null
  /** The hours of the latest day that one was told of, by place and channel: those of the counters are here only. */
  takingsByWay: { day: BusinessDay; hours: { hour: number; ways: WayTaken[] }[] } | null
  /** Payments without a known result; `since`: of the oldest, epoch ms. */
  unknownPayments: { payments: number; since: number } | null
}

type Others = { ClockSet: typeof ClockSet; HallConfigured: typeof HallConfigured }

/** The latest of each kiosk, and the hours of the day; older ones are the inbox's to keep. */
export const fold: Fold<TakingsPart, typeof facts, { Others: Others }> = {
  empty: () => ({ takings: table(), takingsDay: null, takingsByWay: null, unknownPayments: null }),
  on: {
    TakingsCounted(view, { stationId, day, hour, fen, payments, usual }, { at }) {
      view.takings[stationId] = { at, fen, payments, usual }
      if (view.takingsDay?.day !== day) view.takingsDay = { day, hours: [] }
      addHour(view.takingsDay.hours, hourOf({ hour, fen, payments, usual }))
    },
    TakingsSummed(view, { day, hour, ways }) {
      if (view.takingsByWay?.day !== day) view.takingsByWay = { day, hours: [] }
      const others = view.takingsByWay.hours.filter((one) => one.hour !== hour)
      view.takingsByWay.hours = [...others, { hour, ways }].sort((a, b) => a.hour - b.hour)
    },
    UnknownPaymentsCounted(view, { payments, oldestMs }, { at }) {
      view.unknownPayments = payments === 0 ? null : { payments, since: Math.max(0, at - oldestMs) }
    },
  },
  also: {
    ClockSet(view, fact) {
      const shifted = shiftedBy(fact)
      for (const row of Object.values(view.takings)) row.at = shifted(row.at)
      if (view.unknownPayments) view.unknownPayments.since = shifted(view.unknownPayments.since)
    },
    HallConfigured(view, { config }) {
      const known = new Set<string>(config.stations.map(({ id }) => id))
      for (const id of Object.keys(view.takings)) if (!known.has(id)) delete view.takings[id]
    },
  },
  seen: ({ takings, takingsDay, takingsByWay, unknownPayments }, audience) =>
    audience === 'staff' || audience === 'region'
      ? { takings, takingsDay, takingsByWay, unknownPayments }
      : { takings: table(), takingsDay: null, takingsByWay: null, unknownPayments: null },
}

const NOT_COMPARED: TakenHour['compared'] = { kiosks: 0, fen: 0, low: 0, median: 0, high: 0 }

/** The hour of one kiosk. */
function hourOf({
  hour,
  fen,
  payments,
  usual: { low, median, high, of },
}: Pick<TakingsView, 'fen' | 'payments' | 'usual'> & { hour: number }): TakenHour {
  const compared = of < USUAL_WEEKS ? NOT_COMPARED : { kiosks: 1, fen, low, median, high }
  return { hour, fen, payments, compared }
}

/** What was taken by way, in the order of the first that told of each. */
export function waysOf(told: Iterable<WayTaken>): WayTaken[] {
  const ways = new Map<string, WayTaken>()
  for (const { at, channel, fen, payments } of told) {
    const known = ways.get(`${at} ${channel}`)
    const sum = { fen: (known?.fen ?? 0) + fen, payments: (known?.payments ?? 0) + payments }
    ways.set(`${at} ${channel}`, { at, channel, ...sum })
  }
  return [...ways.values()]
}

/** Adds an hour of a kiosk to the hours of others, which stay in their order. Changes them in place. */
function addHour(hours: TakenHour[], told: TakenHour): void {
  const at = hours.findIndex(({ hour }) => hour >= told.hour)
  const known = hours[at]
  if (known?.hour === told.hour) hours[at] = sumOfHours(known, told)
  else hours.splice(at === -1 ? hours.length : at, 0, told)
}

/** The same hour of two. */
export function sumOfHours(a: TakenHour, b: TakenHour): TakenHour {
  const [one, other] = [a.compared, b.compared]
  return {
    ...{ hour: a.hour, fen: a.fen + b.fen, payments: a.payments + b.payments },
    compared: {
      kiosks: one.kiosks + other.kiosks,
      fen: one.fen + other.fen,
      low: one.low + other.low,
      median: one.median + other.median,
      high: one.high + other.high,
    },
  }
}
