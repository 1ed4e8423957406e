import { dayAfter, localTime, powerHours } from '@service-hall/contract'
import type { HallConfig, PowerCalendar } from '@service-hall/contract'
import { skewOf } from '@service-hall/server-kit'
import type { Calendars } from './calendars.ts'
import { clipped, instantOf, isHallClosed, openSpans, within } from './open-hours.ts'
import type { Span } from './open-hours.ts'

export { isHallClosed, openSpans, within } from './open-hours.ts'
export type { Span } from './open-hours.ts'

/** So far back hours are looked up one by one, ms: whole weeks. What is longer has the same share. */
const LOOKED_UP_MS = 52 * 7 * 24 * 3_600_000

/** By what the hours of a hall's machines are planned, at a time. */
export type HallPlan = { config: HallConfig | null; calendars: Calendars }

/**
 * When a machine (`device:P1`, `station:K1`) is meant to work in a period: while its hall is open by its own hours and
 * special days, and its station is switched on by the power calendar that it goes by. `[from, to)`, epoch ms, earliest
 * first. The one rule of alerts, down time, availability, MTBF and repair orders: what is off outside is off by plan.
 */
export function plannedSpans(plan: HallPlan, machine: string, period: Span): Span[] {
  const open = openSpans(plan.config, period)
  const stationId = stationOf(plan.config, machine)
  const calendar = stationId === null ? undefined : plan.calendars.get(stationId)
  if (!calendar || !plan.config || stationId === null) return open
  return open.flatMap((span) => clipped(poweredSpans(plan.config, calendar.power, stationId, span), span))
}

/** How much of a stretch a machine, or its hall alone (null), is meant to work, ms; of one longer than a year, by the share of its last year. */
export function plannedMs(plan: HallPlan, machine: string | null, { from, to }: Span): number {
  const near = { from: Math.max(from, to - LOOKED_UP_MS), to }
  const spans = machine === null ? openSpans(plan.config, near) : plannedSpans(plan, machine, near)
  const ms = within(spans, near)
  return near.from === from ? ms : Math.round((ms * (to - from)) / LOOKED_UP_MS)
}

/** Whether a machine is meant to work at a moment, see `plannedSpans`. */
export function isPlanned(plan: HallPlan, machine: string, at: number): boolean {
  return !isHallClosed(plan.config, at) && !isPoweredOff(plan, machine, at)
}

/** Whether the power calendar that its station goes by has a machine switched off at a moment. */
export function isPoweredOff({ config, calendars }: HallPlan, machine: string, at: number): boolean {
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

function poweredSpans(
  config: HallConfig | null,
  calendar: PowerCalendar,
  stationId: string,
  { from, to }: Span,
): Span[] {
  if (config === null) return [{ from, to }]
  const { timeZone } = config.hall
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
