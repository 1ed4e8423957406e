// HTTP between the console and the hub: a hall's past and its figures. docs/region.md says what each figure means.
import { z } from 'zod'
import { HallId } from '../ids.ts'
import { RegionId, Tier } from '../hub/words.ts'
import type { DeviceState } from '../device/words.ts'
import { BusinessDay, Instant } from '../time.ts'
import type { HallLive } from './console-hall.ts'

/** How fine cells are. */
export const GRAINS = ['minute', 'hour', 'day'] as const
export type Grain = (typeof GRAINS)[number]

/** What figures can be told apart by. `minute`: first minute of the cell, of the day. `machine`: `device:P1`, `station:K1`. */
export const DIMENSIONS = ['hall', 'day', 'minute', 'service', 'counter', 'staff', 'machine'] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** Sums of a cell; names end in `Ms` where they are times. */
export const MEASURES = [
  'issued',
  'selfIssued',
  'waits',
  'waitMs',
  'served',
  'handlingMs',
  'noShows',
  'ratings',
  'levels',
  'satisfied',
  'faults',
  'downMs',
] as const
export type MeasureName = (typeof MEASURES)[number]

/** Days that one query may span, by grain. */
export const LONGEST_DAYS: Readonly<Record<Grain, number>> = { minute: 7, hour: 62, day: 800 }
/** A percentile is at most half a second too little, and at most half a second and this part too much. */
export const PERCENTILE_ERROR = 0.008

/** `a,b,c` in a query string. */
const listOf = <T>(item: z.ZodType<T>, most: number) =>
  z
    .string()
    .max(most * 48)
    .transform((text): unknown => (text === '' ? [] : text.split(',')))
    .pipe(z.array(item).max(most))
const word = z.string().max(48)
const count = (most: number) => z.coerce.number().int().min(1).max(most)
const instant = z.coerce.number().min(0).max(1e15).pipe(Instant)
const Day = BusinessDay.refine(isDay, 'a day of the calendar')

/** Where figures are of: all halls of a region and below, or one hall. */
export const FigurePlace = z
  .string()
  .max(40)
  .transform((text) => {
    const [of, id] = [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)]
    return of === 'hall' ? { hallId: id } : { regionId: id, of }
  })
  .pipe(z.union([z.object({ hallId: HallId }), z.object({ of: z.literal('region'), regionId: RegionId })]))

/** Query of `GET /api/figures`: dimensions × measures × period × place. */
export const FiguresQuery = z
  .strictObject({
    place: FigurePlace,
    /** Only halls of this tier. */
    tier: Tier.optional(),
    from: Day,
    to: Day,
    grain: z.enum(GRAINS).default('day'),
    by: listOf(z.enum(DIMENSIONS), DIMENSIONS.length).default([]),
    measures: listOf(z.enum(MEASURES), MEASURES.length).pipe(z.array(z.enum(MEASURES)).min(1)),
    /** Percentiles 0…100 of waits and of handling times. */
    wait: listOf(z.coerce.number().min(0).max(100), 5).default([]),
    handling: listOf(z.coerce.number().min(0).max(100), 5).default([]),
    /** Only these; an empty word stands for figures that belong to none. */
    service: listOf(word, 50).optional(),
    counter: listOf(word, 50).optional(),
    staff: listOf(word, 50).optional(),
    machine: listOf(word, 50).optional(),
    limit: count(1_000).default(200),
    /** `next` of the page before. */
    after: z
      .string()
      .max(400)
      .transform((text, context) => parsed(text) ?? context.addIssue('no row'))
      .pipe(z.array(z.union([z.string().max(48), z.number().int().min(0).max(1_440)])).max(DIMENSIONS.length))
      .optional(),
  })
  .refine(({ from, to, grain }) => from <= to && daysBetween(from, to) < LONGEST_DAYS[grain], 'period')
export type FiguresQuery = z.infer<typeof FiguresQuery>

/** By what a row is known: as many values as there are dimensions asked, in their order. */
export type FigureKey = (string | number)[]
export type FigureRow = {
  key: FigureKey
  /** In the order of `measures`. */
  sums: number[]
  /** In the order asked, ms; null: nobody waited, or was served. */
  wait: (number | null)[]
  handling: (number | null)[]
}
/** `now`: the hub's clock; roll-ups follow the facts within about a second. */
export type FiguresPage = { ok: true; now: number; halls: number; rows: FigureRow[]; next: FigureKey | null }

/** Sums of one hour of a hall. */
export type HourSums = Pick<
  Record<MeasureName, number>,
  'issued' | 'selfIssued' | 'waits' | 'waitMs' | 'served' | 'handlingMs' | 'noShows' | 'ratings' | 'satisfied'
>
/** What is usual for an hour: the median of each figure over the days compared with; means in ms. */
export type HourUsual = {
  issued: number
  selfIssued: number
  served: number
  /** Median of the days' mean waits; null: nobody waited on any of them. */
  meanWaitMs: number | null
  meanHandlingMs: number | null
}
/** `GET /api/halls/:hallId/hours` */
export const HoursQuery = z.strictObject({ day: Day.optional() })
export type HallHours = {
  ok: true
  now: number
  day: string
  /** The same weekday of the four weeks before, as far as anything happened; the median is over these. */
  usualDays: string[]
  hours: { hour: number; sums: HourSums; usual: HourUsual | null }[]
}

/** What a fact added to a figure. */
export const FACT_KINDS = ['issued', 'called', 'served', 'noShow', 'rated', 'fault', 'down'] as const
export type FactKind = (typeof FACT_KINDS)[number]

/** `GET /api/halls/:hallId/facts`: the facts of a day that a figure is made of. */
export const FactsQuery = z.strictObject({
  day: Day,
  /** First and last minute of the day, both inside. */
  from: z.coerce.number().int().min(0).max(1_439).default(0),
  to: z.coerce.number().int().min(0).max(1_439).default(1_439),
  kinds: listOf(z.enum(FACT_KINDS), FACT_KINDS.length).default([...FACT_KINDS]),
  service: word.optional(),
  counter: word.optional(),
  staff: word.optional(),
  machine: word.optional(),
  /** Only issued at a kiosk, or only ratings of 4 and 5. */
  selfIssued: z.literal('true').optional(),
  satisfied: z.literal('true').optional(),
  /** Number of the last fact of the page before. */
  after: z.coerce.number().int().min(0).max(1e15).default(0),
  limit: count(500).default(100),
})
export type FactsQuery = z.infer<typeof FactsQuery>

export type FigureFact = {
  number: number
  at: number
  minute: number
  kind: FactKind
  /** -1: taken back at the counter; what it had added is taken away. */
  times: 1 | -1
  ms: number | null
  level: number | null
  /** What is on the ticket; null: no ticket, or it is not known any more. */
  ticket: string | null
  service: string | null
  counter: string | null
  staff: string | null
  machine: string | null
}
/** `sum`: of `times` over the whole of what was asked, all pages; it is the figure. `next` null: there are no more. */
export type FactsPage = { ok: true; now: number; facts: FigureFact[]; sum: number; next: number | null }

/** `GET /api/halls/:hallId/replay`: the hall behind its last fact up to a moment, or behind a fact. */
export const ReplayQuery = z
  .strictObject({
    at: instant.optional(),
    number: z.coerce.number().int().min(0).max(1e15).optional(),
  })
  .refine(({ at, number }) => (at === undefined) !== (number === undefined), 'at or number')
export type ReplayQuery = z.infer<typeof ReplayQuery>
type FactPlace = { number: number; at: number }
export type ReplayAnswer = {
  ok: true
  now: number
  hall: HallLive
  /** The fact that led to this state: its type. */
  fact: (FactPlace & { type: string }) | null
  previous: FactPlace | null
  next: FactPlace | null
  /** The first and the last moment that can be shown. */
  first: FactPlace | null
  last: FactPlace | null
}

/** `GET /api/halls/:hallId/machines/:kind/:id/history` */
export const MachineParams = z.object({
  hallId: HallId,
  kind: z.enum(['device', 'station']),
  id: z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,31}$/),
})
export const MachineHistoryQuery = z
  .strictObject({
    from: instant,
    to: instant,
    limit: count(500).default(200),
  })
  .refine(({ from, to }) => from < to && to - from <= 31 * 86_400_000, 'a period of at most 31 days')
export type MachineChange = {
  number: number
  at: number
  up: boolean
  /** Of a device; null: of a station. */
  state: DeviceState | null
  /** Of a station: what happened. */
  event: 'connected' | 'lost' | 'enrolled' | 'revoked' | null
}
export type MachineHistory = {
  ok: true
  now: number
  /** As it was when the period began; null: nothing was known. */
  before: { up: boolean; state: DeviceState | null; since: number } | null
  /** Latest first, at most `limit`; `more`: earlier ones were left out. */
  changes: MachineChange[]
  more: boolean
  /** Of the period up to the hall's last fact: how long it was up and down, and how often it went down. */
  upMs: number
  downMs: number
  /** Nothing was known of it. */
  unknownMs: number
  /** Out of planned hours (its hall closed, or switched off by its power calendar): then it is neither up nor down. */
  closedMs: number
  faults: number
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day)
}

/** Days from one to the other, 0: the same. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}
