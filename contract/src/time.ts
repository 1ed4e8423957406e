import { z } from 'zod'

/** The last moment that a calendar of four digits has, epoch ms. */
const LAST_INSTANT = Date.UTC(10_000, 0) - 1

/** Moment in epoch milliseconds. */
export const Instant = z.number().int().nonnegative().max(LAST_INSTANT)
export type Instant = z.infer<typeof Instant>

/** Calendar day of a hall in its own time zone, `YYYY-MM-DD`: ticket numbers restart with it. */
export const BusinessDay = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .brand<'BusinessDay'>()
export type BusinessDay = z.infer<typeof BusinessDay>

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const
export const Weekday = z.enum(WEEKDAYS)
export type Weekday = z.infer<typeof Weekday>

/** Wall-clock time `HH:MM`; `24:00` is the end of a day. */
const WallTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'HH:MM')

/** A part of a day in which something is open. */
export const OpenSpan = z.strictObject({ from: WallTime, to: WallTime })
export type OpenSpan = z.infer<typeof OpenSpan>

/** When a service is open: several rows may name the same weekday. */
export const OpeningHours = z
  .array(z.strictObject({ days: z.array(Weekday).min(1).max(7), from: WallTime, to: WallTime }))
  .max(100)
export type OpeningHours = z.infer<typeof OpeningHours>

type LocalTime = {
  day: BusinessDay
  weekday: Weekday
  /** `HH:MM` */
  time: string
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      weekday: 'short',
    })
    formatters.set(timeZone, formatter)
  }
  return formatter
}

let memo: { minute: number; timeZone: string; local: LocalTime } | null = null

/**
 * Wall clock of a time zone at a moment. Zone offsets change on whole minutes only, so the last
 * answer is kept for its minute: a hall asks for the same one thousands of times.
 */
export function localTime(at: Instant, timeZone: string): LocalTime {
  const minute = Math.floor(at / 60_000)
  if (memo && memo.minute === minute && memo.timeZone === timeZone) return memo.local
  const parts = new Map(
    formatterOf(timeZone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  )
  const get = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? ''
  const local: LocalTime = {
    day: `${get('year')}-${get('month')}-${get('day')}` as BusinessDay,
    weekday: get('weekday').toLowerCase() as Weekday,
    time: `${get('hour')}:${get('minute')}`,
  }
  memo = { minute, timeZone, local }
  return local
}

/** Weekday of a calendar day, `YYYY-MM-DD`. */
export function weekdayOf(day: string): Weekday {
  return WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] ?? 'sun'
}

/** Whether a clock in `timeZone` at `at` stands within the opening hours. No rows: never open. */
export function isOpenAt(hours: OpeningHours, at: Instant, timeZone: string): boolean {
  const { weekday, time } = localTime(at, timeZone)
  return hours.some((row) => row.days.includes(weekday) && row.from <= time && time < row.to)
}
