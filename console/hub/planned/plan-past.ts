import type { HallConfig, PowerCalendar } from '@service-hall/contract'
import type { StationCalendar } from './calendars.ts'
import { hoursOf } from './open-hours.ts'
import type { HoursConfig, Span } from './open-hours.ts'

/**
 * By what the hours of a hall's machines were planned before, the latest last. Each held up to `until` (epoch ms by the
 * hall's clock), from the one before on; of what was before the first nothing else is known. `offs`: when directives had
 * stations switched off.
 */
export type PlanPast = {
  hours: { until: number; config: HoursConfig }[]
  /** `digest` null: the station was left to itself. */
  calendars: { stationId: string; until: number; digest: string | null }[]
  byDigest: Record<string, PowerCalendar>
  offs: { stationId: string; from: number; to: number }[]
}

export const noPast = (): PlanPast => ({ hours: [], calendars: [], byDigest: {}, offs: [] })

/** What is older is kept no longer, ms: figures take it from the year behind it. */
const KEPT_MS = 400 * 86_400_000
/** A hall that changes its plan every day must not fill the memory. */
const MOST_HOURS = 60
const MOST_CALENDARS = 1_000
const MOST_DIGESTS = 30
const MOST_OFFS = 1_000

/** The hall is configured anew at a moment: its hours up to then are kept, where they become others. */
export function noteHours(past: PlanPast, before: HallConfig | null, after: HallConfig, at: number): void {
  if (before === null) return
  const config = hoursOf(before)
  if (JSON.stringify(config) === JSON.stringify(hoursOf(after))) return
  past.hours.push({ until: at, config })
  past.hours = past.hours.filter(({ until }) => until > at - KEPT_MS).slice(-MOST_HOURS)
}

/** A station goes by another calendar from a moment on, or by none. */
export function noteCalendar(
  past: PlanPast,
  stationId: string,
  before: StationCalendar | undefined,
  at: number,
): void {
  past.calendars.push({ stationId, until: at, digest: before?.digest ?? null })
  if (before) past.byDigest[before.digest] = before.power
  past.calendars = past.calendars.filter(({ until }) => until > at - KEPT_MS).slice(-MOST_CALENDARS)
  const kept = new Set<string>()
  let first = past.calendars.length
  while (first > 0) {
    const digest = past.calendars[first - 1]?.digest
    if (digest && !kept.has(digest) && kept.size === MOST_DIGESTS) break
    if (digest) kept.add(digest)
    first -= 1
  }
  past.calendars = past.calendars.slice(first)
  for (const digest of Object.keys(past.byDigest)) if (!kept.has(digest)) delete past.byDigest[digest]
}

/** A directive had a station switched off for this long. */
export function noteOff(past: PlanPast, stationId: string, { from, to }: Span): void {
  if (from >= to) return
  past.offs.push({ stationId, from, to })
  past.offs = past.offs.filter((off) => off.to > to - KEPT_MS).slice(-MOST_OFFS)
}

/** All of it on a clock that was put right. */
export function shiftPast(past: PlanPast, shifted: (at: number) => number): void {
  for (const row of [...past.hours, ...past.calendars]) row.until = shifted(row.until)
  for (const off of past.offs) Object.assign(off, { from: shifted(off.from), to: shifted(off.to) })
}

/** A period in parts, each with what held in it: rows of the past, and what holds since the last of them. */
export function heldIn<Held>(
  rows: readonly { until: number; held: Held }[],
  present: Held,
  { from, to }: Span,
): (Span & { held: Held })[] {
  const parts: (Span & { held: Held })[] = []
  let begin = from
  for (const { until, held } of rows) {
    const end = Math.min(until, to)
    if (end <= begin) continue
    parts.push({ from: begin, to: end, held })
    begin = end
  }
  if (begin < to) parts.push({ from: begin, to, held: present })
  return parts
}
