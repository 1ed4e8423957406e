import { z } from 'zod'
import { dayAfter } from '../../config/opening.ts'
import { localTime } from '../../time.ts'
import type { Instant } from '../../time.ts'
import { dayOfWeek } from '../people/days.ts'

const DAY_MINUTES = 1_440
/** How far ahead the next opening is looked for, days. */
const AHEAD_DAYS = 62
/** Open for so many days on end is open always. */
const ALWAYS_DAYS = 7

/** `08:30-17:00`; one that ends at or before its beginning ends on the next day: `22:00-06:00`. */
export const PointSpan = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'such as 08:30-17:00')
  .refine(
    (span) => span.slice(0, 5) !== span.slice(6),
    'begins and ends at the same time; all day is 00:00-24:00',
  )
export type PointSpan = z.infer<typeof PointSpan>

/** Weekday `1` (Monday) … `7`, or `holiday`. */
export const DAY_TYPES = ['1', '2', '3', '4', '5', '6', '7', 'holiday'] as const
export const PointDayType = z.enum(DAY_TYPES)
export type PointDayType = z.infer<typeof PointDayType>

const Spans = z.array(PointSpan).max(4).refine(isApart, 'spans that overlap')
const Day = z.iso.date()

/**
 * When a point is open. A weekday that is left out is closed; holidays that are left out are as their weekday. Special
 * days come before both.
 */
export const PointHours = z.strictObject({
  week: z.partialRecord(PointDayType, Spans),
  special: z
    .array(
      z
        .strictObject({ from: Day, to: Day, spans: Spans })
        .refine(({ from, to }) => from <= to, 'the last day is before the first'),
    )
    .max(60),
})
export type PointHours = z.infer<typeof PointHours>

/** Hours of a place on single days, as far as they are known: `2026-10-01` → spans; none: closed. */
export const OpenDaysTable = z.record(z.iso.date(), z.array(PointSpan).max(50))
export type OpenDaysTable = z.infer<typeof OpenDaysTable>

/** Spans of a day, which is of this type in its region: a holiday, or as a weekday (a worked Saturday is a `1`). */
export function pointSpansOn(
  { week, special }: PointHours,
  day: string,
  type: PointDayType,
): readonly string[] {
  const row = special.findLast(({ from, to }) => from <= day && day <= to)
  if (row) return row.spans
  return week[type] ?? (type === 'holiday' ? week[String(dayOfWeek(day)) as PointDayType] : undefined) ?? []
}

/** `until` null: for days on end. `opens` null: not within two months, as far as is known. */
export type OpenState =
  | { is: 'open'; until: { day: string; time: string } | null }
  | { is: 'closed'; opens: { day: string; time: string } | null }

/**
 * Whether a place is open at a moment, until when, or when it opens; null: the hours of that day are not known.
 * `spansOn` undefined: not known. Spans that touch or overlap, over midnight too, are one.
 */
export function openStateAt(
  spansOn: (day: string) => readonly string[] | undefined,
  at: Instant,
  timeZone: string,
): OpenState | null {
  const { day: today, time } = localTime(at, timeZone)
  const now = minutesOf(time)
  if (spansOn(today) === undefined) return null
  let end = now
  for (let ahead = -1; ahead <= ALWAYS_DAYS; ahead += 1)
    for (const { from, to } of minutesOn(spansOn, today, ahead))
      if (from <= end && to > end && (end > now || from <= now)) end = to
  if (end - now >= (ALWAYS_DAYS - 1) * DAY_MINUTES) return { is: 'open', until: null }
  if (end > now) return { is: 'open', until: momentAt(today, end) }
  for (let ahead = 0; ahead <= AHEAD_DAYS; ahead += 1) {
    const next = minutesOn(spansOn, today, ahead).find(({ from }) => from > now)
    if (next) return { is: 'closed', opens: momentAt(today, next.from) }
  }
  return { is: 'closed', opens: null }
}

/** Spans that begin on a day, in minutes from the beginning of `today`, the earliest first. */
function minutesOn(
  spansOn: (day: string) => readonly string[] | undefined,
  today: string,
  ahead: number,
): { from: number; to: number }[] {
  const offset = ahead * DAY_MINUTES
  return (spansOn(dayAfter(today, ahead)) ?? [])
    .map(spanMinutes)
    .map(({ from, to }) => ({ from: from + offset, to: to + offset }))
    .sort((a, b) => a.from - b.from)
}

function momentAt(today: string, minute: number): { day: string; time: string } {
  const day = dayAfter(today, Math.floor(minute / DAY_MINUTES))
  const within = ((minute % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES
  const two = (n: number): string => String(n).padStart(2, '0')
  return { day, time: `${two(Math.floor(within / 60))}:${two(within % 60)}` }
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))
}

function spanMinutes(span: string): { from: number; to: number } {
  const [from, to] = [minutesOf(span), minutesOf(span.slice(6))]
  return { from, to: to > from ? to : to + DAY_MINUTES }
}

function isApart(spans: readonly string[]): boolean {
  const rows = spans.map(spanMinutes).sort((a, b) => a.from - b.from)
  return rows.every(({ from }, at) => at === 0 || from >= (rows[at - 1]?.to ?? 0))
}
