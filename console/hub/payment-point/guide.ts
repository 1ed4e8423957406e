import {
  POINT_KINDS,
  POINT_ZONE,
  PLACE_SERVICES,
  dayAfter,
  dayOfWeek,
  hoursOn,
  localTime,
  lookUp,
  offered,
  pointSpansOn,
  waitingOf,
  weekOf,
} from '@service-hall/contract'
import type {
  GuidePlace,
  HallConfig,
  HallId,
  HallWaiting,
  Localized,
  OpenDaysTable,
  PaymentPoint,
  PlanDay,
  PointDayType,
  Position,
  RegionId,
} from '@service-hall/contract'
import { pathOf } from '../access/may.ts'
import type { ConsolePorts } from '../ports.ts'
import { openDays } from '../people/open-days.ts'

type Ports = Pick<ConsolePorts, 'records' | 'live' | 'clock'>

/** A hall or a point among which places near by are chosen; all else is said of those that are shown. */
export type Entry = {
  id: string
  kind: string
  name: Localized
  district: { zh: string; en: string }
  regionId: RegionId
  position: Position | null
  /** Null: nobody knows, or nobody waits there. */
  waiting: HallWaiting | null
} & ({ of: 'hall'; hallId: HallId } | { of: 'point'; point: PaymentPoint })

const HALL_KIND = { zh: '供电营业厅', en: 'Service hall' }
/** Days that hours are told of, yesterday's night included. */
const DAYS = 9

/** All halls that may report and all points that are not ended, with how many wait now. */
export function entriesNow({ records: { state }, live, clock }: Ports): Entry[] {
  const now = clock.now()
  const halls = [...state.halls.values()]
    .filter(({ key }) => key !== null)
    .map(({ hallId, position, regionId }): Entry => {
      const tile = live.hall(hallId).tile()
      const { name } = tile
      const none = { zh: '', en: '' }
      const waiting = waitingOf(tile, now)
      return {
        ...{ of: 'hall', id: `hall:${hallId}`, kind: 'hall', hallId, name, district: none },
        ...{ regionId, position, waiting },
      }
    })
  const points = [...state.points.values()]
    .filter(({ ended }) => !ended)
    .map((point): Entry => ({
      ...{ of: 'point', id: `point:${point.pointId}`, kind: point.kind, name: point.name, point },
      ...{ district: point.district, regionId: point.regionId, position: point.position, waiting: null },
    }))
  return [...halls, ...points]
}

/** An entry as customers are shown it. */
export function shownPlace(ports: Ports, entry: Entry & { metres?: number | null }): GuidePlace {
  const metres = entry.metres ?? null
  const { id, kind, name, position } = entry
  return {
    ...{ id, kind, name, position },
    metres: metres === null ? null : Math.round(metres),
    ...(entry.of === 'hall' ? ofHall(ports, entry.hallId) : ofPoint(ports, entry.point)),
  }
}

type Told = Pick<GuidePlace, 'kindName' | 'address' | 'phone' | 'days' | 'closed' | 'services' | 'web'>

function ofPoint(ports: Ports, point: PaymentPoint): Told {
  const { kind, address, phone, closure, web } = point
  const today = todayOf(ports)
  const isClosed = closure && closure.from <= today && (closure.to === null || today <= closure.to)
  return {
    ...{ address, phone },
    kindName: nameOf(POINT_KINDS, kind),
    days: daysAround(today, (day) => {
      const isShut = closure && closure.from <= day && (closure.to === null || day <= closure.to)
      return isShut ? [] : pointSpansOn(point.hours, day, dayTypeOf(ports, point.regionId, day))
    }),
    closed: isClosed ? { to: closure.to, why: closure.why } : null,
    services: point.services.map((service) => nameOf(PLACE_SERVICES, service)),
    ...(web === '' ? {} : { web }),
  }
}

function ofHall(ports: Ports, hallId: HallId): Told {
  const { config } = ports.live.hall(hallId).view
  const today = todayOf(ports)
  return {
    kindName: HALL_KIND,
    address: ports.records.state.halls.get(hallId)?.address ?? '',
    phone: '',
    days: config ? daysAround(today, (day) => hallSpans(config, day)) : profileDays(ports, hallId, today),
    closed: null,
    services: config
      ? offered(config.services)
          .slice(0, 12)
          .map(({ name }) => name)
      : [],
  }
}

/** By what customers are served: the hours of its services and its special days, in its own file. */
function hallSpans(config: HallConfig, day: string): string[] {
  const spans = offered(config.services).flatMap((service) => hoursOn(config, service, day).spans)
  return [...new Set(spans.map(({ from, to }) => `${from}-${to}`))].filter(
    (span) => span.slice(0, 5) < span.slice(6),
  )
}

/** A hall that has not told its file yet: by the calendar of its profile, where there is one. */
function profileDays({ records: { state } }: Ports, hallId: HallId, today: string): OpenDaysTable {
  const table: OpenDaysTable = {}
  for (const day of days(today)) {
    const { open, assumed } = openDays(state, hallId, weekOf(day as PlanDay))
    if (assumed) return {}
    table[day] = (open[dayOfWeek(day) - 1] ?? []).map(({ from, to }) => `${timeOf(from)}-${timeOf(to)}`)
  }
  return table
}

const timeOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

const todayOf = ({ clock }: Pick<Ports, 'clock'>): string => localTime(clock.now(), POINT_ZONE).day

const days = (today: string): string[] => Array.from({ length: DAYS }, (_, at) => dayAfter(today, at - 1))

function daysAround(today: string, spansOn: (day: string) => readonly string[]): OpenDaysTable {
  return Object.fromEntries(days(today).map((day) => [day, [...spansOn(day)]]))
}

/** Holidays and worked weekends are those of the nearest region that says so. */
function dayTypeOf({ records: { state } }: Ports, regionId: RegionId, day: string): PointDayType {
  for (const at of pathOf(state, regionId)) {
    const special = state.calendar.get(at)?.get(day as PlanDay)
    if (special) return special.kind === 'holiday' ? 'holiday' : '1'
  }
  return String(dayOfWeek(day)) as PointDayType
}

/** The name alone: whoever reads it on the line refuses what else a table says beside it. */
function nameOf(names: Readonly<Record<string, Localized>>, key: string): Localized {
  const { zh, en } = lookUp(names, key) ?? { zh: key, en: key }
  return { zh, en }
}
