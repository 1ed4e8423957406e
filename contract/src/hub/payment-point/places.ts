import { z } from 'zod'
import { Localized } from '../../text.ts'
import type { HallTile } from '../../wire/console.ts'
import { Position } from '../words.ts'
import { OpenDaysTable, openStateAt } from './hours.ts'
import type { OpenState } from './hours.ts'
import { POINT_ZONE } from './words.ts'

/** Figures that are younger are shown as those of now, ms. */
export const WAITING_FRESH_MS = 60_000
/** Figures that are older are shown no more, ms. */
export const WAITING_SHOWN_MS = 600_000
const MOST_METRES = 21_000_000

/** Customers who wait in a hall and how long the first of them has, ms; by the hub, of the moment when it was asked. */
export const HallWaiting = z.strictObject({
  waiting: z.number().int().min(0).max(100_000),
  longestMs: z.number().int().min(0).max(604_800_000).nullable(),
})
export type HallWaiting = z.infer<typeof HallWaiting>

/** The figures of a hall for those who choose among halls; null: its line is down, and nobody knows. */
export function waitingOf(
  { line, waiting, longestSince, behindMs }: Pick<HallTile, 'line' | 'waiting' | 'longestSince' | 'behindMs'>,
  now: number,
): HallWaiting | null {
  if (!line.connected) return null
  const isKnown = longestSince !== null && behindMs !== null
  return { waiting, longestMs: isKnown ? Math.max(0, Math.round(now - behindMs - longestSince)) : null }
}

/** Figures as they may be shown when they are so old: as of now, with their age, or not at all. */
export function waitingShown(
  waiting: HallWaiting | null | undefined,
  ageMs: number,
): { is: 'live' | 'old'; waiting: HallWaiting; ageMs: number } | { is: 'unknown' } {
  if (!waiting || !(ageMs <= WAITING_SHOWN_MS)) return { is: 'unknown' }
  return { is: ageMs <= WAITING_FRESH_MS ? 'live' : 'old', waiting, ageMs }
}

/** A hall or a payment point, as customers are shown it. What a later release says besides is passed over. */
export const GuidePlace = z.object({
  /** `hall:H1`, `point:RS-1`. */
  id: z.string().regex(/^(hall|point):[A-Za-z0-9._-]{1,64}$/),
  /** A `PointKind`, or `hall`; of a later release: shown as any other. */
  kind: z.string().max(40),
  name: Localized,
  kindName: Localized,
  address: z.string().max(120),
  phone: z.string().max(30),
  position: Position.nullable(),
  /** From the hall whose surroundings it is in; null: not known, or nobody goes there. */
  metres: z.number().int().min(0).max(MOST_METRES).nullable(),
  days: OpenDaysTable.refine((table) => Object.keys(table).length <= 20, 'at most 20 days').meta({
    maxProperties: 20,
  }),
  closed: z.object({ to: z.iso.date().nullable(), why: Localized }).nullable(),
  services: z.array(Localized).max(20),
  /** Page of a way that nobody goes to. */
  web: z.string().max(200).optional(),
})
export type GuidePlace = z.infer<typeof GuidePlace>

/** Open, closed, or null: nobody has said. Closed for a time comes before hours. */
export function placeOpenAt(
  { days, closed }: Pick<GuidePlace, 'days' | 'closed'>,
  at: number,
): OpenState | null {
  if (closed) return { is: 'closed', opens: null }
  return openStateAt((day) => days[day], at, POINT_ZONE)
}
