import { isDown, localTime, lookUp, shiftedBy } from '@service-hall/contract'
import type { BusinessDay, Fact, FactEntry, HallView } from '@service-hall/contract'
import { calendarChange } from '../planned/calendars.ts'
import type { Calendars } from '../planned/calendars.ts'
import { noteCalendar, noteHours, noteOff, shiftPast } from '../planned/plan-past.ts'
import type { PlanPast } from '../planned/plan-past.ts'
import { isPlanned, plannedSpans, stationOf, within } from '../planned/planned-hours.ts'
import type { HallPlan, Span } from '../planned/planned-hours.ts'
import { offUntil, switchChange } from '../planned/switched-off.ts'
import type { SwitchedOffs } from '../planned/switched-off.ts'
import type { Measure } from './measure.ts'

/** Since when each machine (`device:P1`, `station:K1`) is down, epoch ms by the hall's clock, as far as not yet counted. */
export type DownSince = Map<string, number>

/** What of a hall's past the measures of its machines depend on besides its view. */
export type MachineMemory = {
  down: DownSince
  /** Down since a time out of their planned hours: a fault once planned hours come and they still are. */
  restingDown: Set<string>
  calendars: Calendars
  /** Stations that a directive has switched off. */
  switchedOff: SwitchedOffs
  /** By what hours were planned before. */
  past: PlanPast
}

const HOUR_MINUTES = 60
const MINUTE_MS = 60_000
/** An outage counts so far back, ms: a clock that was wrong by years must not fill years with it. */
const LONGEST_MS = 31 * 24 * 3_600_000

type Place = { view: HallView; memory: MachineMemory; at: number }
type Nobody = Pick<Measure, 'serviceId' | 'counterId' | 'staffId' | 'times'>
const NOBODY: Nobody = { serviceId: null, counterId: null, staffId: null, times: 1 }

/**
 * What a fact adds to the figures of machines: a fault where one goes down, and how long it was down, by the hour, when
 * it is up again, both within its planned hours. What is still down when a business day opens counts up to then, and what
 * is down when the plan changes up to that moment by the plan as it was.
 */
export function machineMeasures(view: HallView, memory: MachineMemory, { fact, at }: FactEntry): Measure[] {
  const place = { view, memory, at }
  switch (fact.type) {
    case 'DeviceStateChanged': {
      const isNew = lookUp(view.devices, fact.deviceId) === undefined
      return becomes(place, `device:${fact.deviceId}`, isDown(fact.state), isNew)
    }
    case 'StationLost':
      return [...switched(place, fact), ...becomes(place, `station:${fact.stationId}`, true)]
    case 'StationConnected':
    case 'StationRevoked':
      return [...switched(place, fact), ...becomes(place, `station:${fact.stationId}`, false)]
    case 'DayOpened':
      return [...memory.down.keys()].flatMap((machine) => counted(place, machine))
    case 'HallConfigured':
      return configured(place, fact)
    case 'DirectiveDone':
      return [...replanned(place, fact), ...switched(place, fact)]
    case 'DirectiveBegun':
    case 'DirectiveFailed':
      return switched(place, fact)
    case 'StationReported':
      return replanned(place, fact)
    case 'ClockSet':
      shift(memory, shiftedBy(fact))
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
  const { view, memory, at } = place
  const { down, restingDown } = memory
  if (!isDownNow) {
    const measures = counted(place, machine)
    down.delete(machine)
    restingDown.delete(machine)
    return measures
  }
  if (down.has(machine)) return []
  down.set(machine, at)
  // What is down when it is first heard of has not gone down: nobody knows since when.
  if (isNew) return []
  if (isPlanned(planOf(place), machine, at)) return [faultAt(view, machine, at)]
  restingDown.add(machine)
  return []
}

function configured(place: Place, { config }: Extract<Fact, { type: 'HallConfigured' }>): Measure[] {
  const { view, memory, at } = place
  const { down } = memory
  const known = new Set([
    ...config.devices.map(({ id }) => `device:${id}`),
    ...config.stations.map(({ id }) => `station:${id}`),
  ])
  const measures = [...down.keys()].flatMap((one) =>
    known.has(one) ? counted(place, one) : becomes(place, one, false),
  )
  noteHours(memory.past, view.config, config, at)
  return measures
}

/** A station goes by another calendar, or by none, from now on. */
function replanned(place: Place, fact: Fact): Measure[] {
  const { view, memory, at } = place
  const { calendars, past } = memory
  const change = calendarChange(view, calendars, fact)
  if (!change) return []
  const { stationId, calendar } = change
  const measures = countedOf(place, stationId)
  noteCalendar(past, stationId, calendars.get(stationId), at)
  if (calendar) calendars.set(stationId, calendar)
  else calendars.delete(stationId)
  return measures
}

/** A directive has switched a station off, or it is on again. */
function switched(place: Place, fact: Fact): Measure[] {
  const { view, memory, at } = place
  const { switchedOff, past } = memory
  const change = switchChange(view, switchedOff, { fact, at })
  if (!change) return []
  const { stationId, off } = change
  const before = switchedOff.get(stationId)
  if (off && before?.from === off.from) {
    switchedOff.set(stationId, off)
    return []
  }
  const measures = countedOf(place, stationId)
  if (before) noteOff(past, stationId, { from: before.from, to: Math.min(at, offUntil(before)) })
  if (off) switchedOff.set(stationId, off)
  else switchedOff.delete(stationId)
  return measures
}

/** What of a station is down counts up to now. */
function countedOf(place: Place, stationId: string): Measure[] {
  return [...place.memory.down.keys()]
    .filter((machine) => stationOf(place.view.config, machine) === stationId)
    .flatMap((machine) => counted(place, machine))
}

/** The hall's clock was put right: what is known by its stamps is as long ago as before. */
function shift({ down, switchedOff, past }: MachineMemory, shifted: (at: number) => number): void {
  for (const [machine, since] of down) down.set(machine, shifted(since))
  for (const off of switchedOff.values())
    // It lasts as long as it was to last.
    Object.assign(off, { from: shifted(off.from), until: off.until + shifted(off.from) - off.from })
  shiftPast(past, shifted)
}

const planOf = ({ view, memory }: Place): HallPlan => ({
  ...{ config: view.config, calendars: memory.calendars },
  ...{ switchedOff: memory.switchedOff, past: memory.past },
})

function faultAt(view: HallView, machine: string, at: number): Measure {
  return { kind: 'fault', machine, ...NOBODY, ...momentAt(view, at) }
}

/** How long a machine was down since it was last counted, in planned hours, a measure for each hour of the hall's clock. */
function counted(place: Place, machine: string): Measure[] {
  const { view, memory, at } = place
  const since = memory.down.get(machine)
  if (since === undefined) return []
  memory.down.set(machine, at)
  const period = { from: Math.max(since, at - LONGEST_MS), to: at }
  const planned = plannedSpans(planOf(place), machine, period)
  const [first] = planned
  if (!first) return []
  const isFault = memory.restingDown.delete(machine)
  const hours = byHour(view, machine, planned, { ...period, from: first.from })
  return isFault ? [faultAt(view, machine, first.from), ...hours] : hours
}

function byHour(
  view: HallView,
  machine: string,
  planned: readonly Span[],
  { from, to: end }: Span,
): Measure[] {
  const measures: Measure[] = []
  for (let begin = from; begin < end;) {
    const { day, minute } = momentAt(view, begin)
    const left = HOUR_MINUTES - (minute % HOUR_MINUTES)
    const to = Math.min(end, begin - (begin % MINUTE_MS) + left * MINUTE_MS)
    const ms = within(planned, { from: begin, to })
    const hour = minute - (minute % HOUR_MINUTES)
    if (ms > 0) measures.push({ kind: 'down', machine, ...NOBODY, day, minute: hour, ms })
    begin = to
  }
  return measures
}

/** By the calendar: machines know no business day, and may be down while the hall is closed. */
function momentAt({ config }: HallView, at: number): { day: BusinessDay; minute: number } {
  const { day, time } = localTime(at, config?.hall.timeZone ?? 'UTC')
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return { day, minute: hours * HOUR_MINUTES + minutes }
}
