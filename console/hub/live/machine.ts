import { isDown, localTime, lookUp, shiftedBy } from '@service-hall/contract'
import type { BusinessDay, Fact, FactEntry, HallView } from '@service-hall/contract'
import type { Measure } from './measure.ts'

/** Since when each machine (`device:P1`, `station:K1`) is down, epoch ms by the hall's clock, as far as not yet counted. */
export type DownSince = Map<string, number>

const HOUR_MINUTES = 60
const MINUTE_MS = 60_000
/** An outage counts so far back, ms: a clock that was wrong by years must not fill years with it. */
const LONGEST_MS = 31 * 24 * 3_600_000

type Place = { view: HallView; down: DownSince; at: number }
type Nobody = Pick<Measure, 'serviceId' | 'counterId' | 'staffId' | 'times'>
const NOBODY: Nobody = { serviceId: null, counterId: null, staffId: null, times: 1 }

/**
 * What a fact adds to the figures of machines: a fault where one goes down, and how long it was down, by the hour, when
 * it is up again. What is still down when a business day opens counts up to then.
 */
export function machineMeasures(view: HallView, down: DownSince, { fact, at }: FactEntry): Measure[] {
  const place = { view, down, at }
  switch (fact.type) {
    case 'DeviceStateChanged': {
      const isNew = lookUp(view.devices, fact.deviceId) === undefined
      return becomes(place, `device:${fact.deviceId}`, isDown(fact.state), isNew)
    }
    case 'StationLost':
      return becomes(place, `station:${fact.stationId}`, true)
    case 'StationConnected':
    case 'StationRevoked':
      return becomes(place, `station:${fact.stationId}`, false)
    case 'DayOpened':
      return [...down.keys()].flatMap((machine) => counted(place, machine))
    case 'HallConfigured':
      return removed(place, fact)
    case 'ClockSet':
      for (const [machine, since] of down) down.set(machine, shiftedBy(fact)(since))
      return []
    default:
      return []
  }
}

/** Down machines of a view, for a state that was kept by a release that did not count them. */
export function downIn({ devices, stations }: HallView): DownSince {
  return new Map([
    ...Object.entries(devices).flatMap(([id, { state, since }]): [string, number][] =>
      isDown(state) ? [[`device:${id}`, since]] : [],
    ),
    ...Object.entries(stations).flatMap(([id, { enrolled, connected, since }]): [string, number][] =>
      enrolled && !connected && since > 0 ? [[`station:${id}`, since]] : [],
    ),
  ])
}

function becomes(place: Place, machine: string, isDownNow: boolean, isNew = false): Measure[] {
  const { view, down, at } = place
  if (!isDownNow) {
    const measures = counted(place, machine)
    down.delete(machine)
    return measures
  }
  if (down.has(machine)) return []
  down.set(machine, at)
  // What is down when it is first heard of has not gone down: nobody knows since when.
  return isNew ? [] : [{ kind: 'fault', machine, ...NOBODY, ...momentAt(view, at) }]
}

function removed(place: Place, { config }: Extract<Fact, { type: 'HallConfigured' }>): Measure[] {
  const known = new Set([
    ...config.devices.map(({ id }) => `device:${id}`),
    ...config.stations.map(({ id }) => `station:${id}`),
  ])
  return [...place.down.keys()].filter((one) => !known.has(one)).flatMap((one) => becomes(place, one, false))
}

/** How long a machine was down since it was last counted, a measure for each hour of the hall's clock. */
function counted({ view, down, at }: Place, machine: string): Measure[] {
  const since = down.get(machine)
  if (since === undefined) return []
  down.set(machine, at)
  const measures: Measure[] = []
  for (let from = Math.max(since, at - LONGEST_MS); from < at;) {
    const { day, minute } = momentAt(view, from)
    const left = HOUR_MINUTES - (minute % HOUR_MINUTES)
    const to = Math.min(at, from - (from % MINUTE_MS) + left * MINUTE_MS)
    const first = minute - (minute % HOUR_MINUTES)
    measures.push({ kind: 'down', machine, ...NOBODY, day, minute: first, ms: to - from })
    from = to
  }
  return measures
}

/** By the calendar: machines know no business day, and may be down while the hall is closed. */
function momentAt({ config }: HallView, at: number): { day: BusinessDay; minute: number } {
  const { day, time } = localTime(at, config?.hall.timeZone ?? 'UTC')
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return { day, minute: hours * HOUR_MINUTES + minutes }
}
