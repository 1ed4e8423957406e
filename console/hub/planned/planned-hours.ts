import { dayAfter, localTime, powerHours } from '@service-hall/contract'
import type { HallConfig, PowerCalendar } from '@service-hall/contract'
import { skewOf } from '@service-hall/server-kit'
import type { Calendars } from './calendars.ts'
import { clipped, instantOf, isHallClosed, joined, openSpans, within, without } from './open-hours.ts'
import type { HoursConfig, Span } from './open-hours.ts'
import { heldIn } from './plan-past.ts'
import type { PlanPast } from './plan-past.ts'
import { offUntil, switchedOffAt } from './switched-off.ts'
import type { SwitchedOffs } from './switched-off.ts'

export { isHallClosed, openSpans, within } from './open-hours.ts'
export type { Span } from './open-hours.ts'

/** So far back hours are looked up one by one, ms: whole weeks. What is longer has the same share. */
const LOOKED_UP_MS = 52 * 7 * 24 * 3_600_000

/** By what the hours of a hall's machines are planned, at a time, and by what they were before. */
export type HallPlan = {
  config: HallConfig | null
  calendars: Calendars
  switchedOff: SwitchedOffs
  past: PlanPast
}

/**
 * What counts: only while its hall is open (`hoursOnly`), and only while the station of a machine (`device:P1`,
 * `station:K1`; null: it is about no machine) is not off by plan.
 */
export type Counted = { hoursOnly: boolean; machine: string | null }

/**
 * When something counts in a period, by the hours, the calendar and the directives that held at each moment of it.
 * `[from, to)`, epoch ms, earliest first. The one rule of alerts, down time, availability, MTBF and repair orders: what is
 * off outside is off by plan. `aheadMs`: how far the clock of the period is ahead of the hall's, by which directives go.
 */
export function countedSpans(
  plan: HallPlan,
  { hoursOnly, machine }: Counted,
  period: Span,
  aheadMs = 0,
): Span[] {
  if (period.from >= period.to) return []
  const open = hoursOnly ? openThen(plan, period) : [period]
  const stationId = machine === null ? null : stationOf(plan.config, machine)
  if (stationId === null) return open
  const powered = open.flatMap((span) => poweredThen(plan, stationId, span))
  return without(powered, offsOf(plan, stationId, aheadMs))
}

/** When a machine is meant to work in a period: while its hall is open and its station is not off by plan. */
export function plannedSpans(plan: HallPlan, machine: string, period: Span): Span[] {
  return countedSpans(plan, { hoursOnly: true, machine }, period)
}

/** How much of a stretch a machine, or its hall alone (null), is meant to work, ms; of one longer than a year, by the share of its last year. */
export function plannedMs(plan: HallPlan, machine: string | null, { from, to }: Span): number {
  const near = { from: Math.max(from, to - LOOKED_UP_MS), to }
  const ms = within(countedSpans(plan, { hoursOnly: true, machine }, near), near)
  return near.from === from ? ms : Math.round((ms * (to - from)) / LOOKED_UP_MS)
}

/** Whether a machine is meant to work at a moment, see `plannedSpans`, `isOffByPlan`. */
export function isPlanned(plan: HallPlan, machine: string, at: number, hallAt = at): boolean {
  return !isHallClosed(plan.config, at) && !isOffByPlan(plan, machine, at, hallAt)
}

/**
 * Whether the station of a machine is off by plan at a moment: by the power calendar that it goes by, or by a directive.
 * `hallAt`: the same moment by the hall's clock, by which directives go.
 */
export function isOffByPlan(plan: HallPlan, machine: string, at: number, hallAt = at): boolean {
  return isPoweredOff(plan, machine, at) || isSwitchedOff(plan, machine, hallAt)
}

/** Whether a directive has the station of a machine switched off at a moment of the hall's clock. */
export function isSwitchedOff({ config, switchedOff }: HallPlan, machine: string, hallAt: number): boolean {
  if (switchedOff.size === 0) return false
  const stationId = stationOf(config, machine)
  return stationId !== null && switchedOffAt(switchedOff, stationId, hallAt) !== null
}

/** Whether the power calendar that its station goes by has a machine switched off at a moment. */
export function isPoweredOff(
  { config, calendars }: Pick<HallPlan, 'config' | 'calendars'>,
  machine: string,
  at: number,
): boolean {
  if (calendars.size === 0) return false
  const stationId = stationOf(config, machine)
  const calendar = stationId === null ? undefined : calendars.get(stationId)
  if (!calendar || !config || stationId === null) return false
  const { day, time } = localTime(at, config.hall.timeZone)
  const hours = powerHours(calendar.power, day, skewOf(stationId, calendar.power.skewMinutes))
  const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
  return !hours || minute < hours[0] || minute >= hours[1]
}

/** The station that a machine is, or that drives it; null: it is none of the hall's. */
export function stationOf(config: HallConfig | null, machine: string): string | null {
  const [kind, id] = [machine.slice(0, machine.indexOf(':')), machine.slice(machine.indexOf(':') + 1)]
  if (kind === 'station') return id
  return config?.devices.find((device) => device.id === id)?.station ?? null
}

function openThen({ config, past }: HallPlan, period: Span): Span[] {
  if (past.hours.length === 0) return openSpans(config, period)
  const rows = past.hours.map(({ until, config: held }) => ({ until, held: held as HoursConfig | null }))
  const parts = heldIn<HoursConfig | null>(rows, config, period)
  return joined(parts.flatMap(({ held, ...part }) => openSpans(held, part)))
}

function poweredThen({ config, calendars, past }: HallPlan, stationId: string, period: Span): Span[] {
  const present = calendars.get(stationId)?.power ?? null
  const rows = past.calendars
    .filter((row) => row.stationId === stationId)
    .map(({ until, digest }) => ({ until, held: digest === null ? null : (past.byDigest[digest] ?? null) }))
  const parts = heldIn<PowerCalendar | null>(rows, present, period)
  if (config === null) return [period]
  return joined(
    parts.flatMap(({ held, ...part }) =>
      held === null ? [part] : clipped(poweredSpans(config, held, stationId, part), part),
    ),
  )
}

function offsOf({ switchedOff, past }: HallPlan, stationId: string, aheadMs: number): Span[] {
  const present = switchedOff.get(stationId)
  const offs = past.offs.filter((off) => off.stationId === stationId)
  return [...offs, ...(present ? [{ from: present.from, to: offUntil(present) }] : [])].map(
    ({ from, to }) => ({ from: from + aheadMs, to: to + aheadMs }),
  )
}

function poweredSpans(
  { hall: { timeZone } }: HallConfig,
  calendar: PowerCalendar,
  stationId: string,
  { from, to }: Span,
): Span[] {
  const last = localTime(to, timeZone).day
  const spans: Span[] = []
  for (let day: string = localTime(from, timeZone).day; day <= last; day = dayAfter(day, 1)) {
    const hours = powerHours(calendar, day, skewOf(stationId, calendar.skewMinutes))
    if (!hours) continue
    const [begins, ends] = hours.map((minute) => instantOf(day, clockOf(minute), timeZone))
    spans.push({ from: begins ?? from, to: ends ?? to })
  }
  return spans
}

const two = (n: number): string => String(n).padStart(2, '0')
const clockOf = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
