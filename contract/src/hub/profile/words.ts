import { z } from 'zod'
import { tableUpTo } from '../../bounds.ts'
import { RegionId, Tier } from '../words.ts'
import { HallId } from '../../ids.ts'

const key = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,39}$/)
const CalendarDay = z.enum(['1', '2', '3', '4', '5', '6', '7', 'holiday'])
const Span = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d$/)
/** Names that a profile gives figures to, and devices: many times what there is. */
const MOST_NAMES = 100
const MOST_FIGURE = 1_000_000_000_000
const figures = tableUpTo(MOST_NAMES, key, z.number().min(-MOST_FIGURE).max(MOST_FIGURE).nullable())

/**
 * What is asked of halls, as data: which zones and functions they have to have, how many devices of a kind at least, when
 * they are open, targets and thresholds by name (durations in ms, shares 0…1). What is left out is inherited; `null` takes
 * one inherited value away.
 */
export const TierProfile = z.strictObject({
  /** As a whole: whoever names zones names them all. */
  zones: z.array(key).max(30).optional(),
  functions: z.array(key).max(30).optional(),
  devices: tableUpTo(MOST_NAMES, key, z.number().int().min(0).max(1_000).nullable()).optional(),
  /** Weekday `1` (Monday) … `7`, or `holiday` → spans such as `08:30-17:00`; none: closed. */
  calendar: z.partialRecord(CalendarDay, z.array(Span).max(4).nullable()).optional(),
  targets: figures.optional(),
  thresholds: figures.optional(),
})
export type TierProfile = z.infer<typeof TierProfile>

/** Where a profile holds: in a region for all tiers or one, or at a hall. */
export const ProfilePlace = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('region'), regionId: RegionId, tier: Tier.nullable() }),
  z.strictObject({ of: z.literal('hall'), hallId: HallId }),
])
export type ProfilePlace = z.infer<typeof ProfilePlace>

/** `region:sd`, `region:sd:A`, `hall:H1`. */
export function profileKey(place: ProfilePlace): string {
  if (place.of === 'hall') return `hall:${place.hallId}`
  return place.tier === null ? `region:${place.regionId}` : `region:${place.regionId}:${place.tier}`
}

/** The place that a key names; null: it names none. */
export function placeOfKey(key: string): ProfilePlace | null {
  const [of, id, tier = null, ...more] = key.split(':')
  if (more.length > 0) return null
  const place = of === 'hall' && tier === null ? { of, hallId: id } : { of, regionId: id, tier }
  return ProfilePlace.safeParse(place).data ?? null
}
