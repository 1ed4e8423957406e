import { z } from 'zod'
import { tableUpTo } from '../../bounds.ts'
import {
  CalendarDate,
  DaySpan,
  DayType,
  MOST_SPECIAL_DAYS,
  Playlist,
  SoftwareVersion,
} from '../../directive/index.ts'
import { HallId, StationId } from '../../ids.ts'
import { RegionId, Tier } from '../words.ts'

/** Where settings of machines hold: in a region for all tiers or one, in a hall, or at one machine. */
export const FleetPlace = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('region'), regionId: RegionId, tier: Tier.nullable() }),
  z.strictObject({ of: z.literal('hall'), hallId: HallId }),
  z.strictObject({ of: z.literal('machine'), hallId: HallId, stationId: StationId }),
])
export type FleetPlace = z.infer<typeof FleetPlace>

/** `region:sd`, `region:sd:A`, `hall:H1`, `machine:H1:K1`. */
export function fleetKey(place: FleetPlace): string {
  if (place.of === 'hall') return `hall:${place.hallId}`
  if (place.of === 'machine') return `machine:${place.hallId}:${place.stationId}`
  return place.tier === null ? `region:${place.regionId}` : `region:${place.regionId}:${place.tier}`
}

/** The place that a key names; null: it names none. */
export function placeOfFleetKey(key: string): FleetPlace | null {
  const [of, id, more = null, ...rest] = key.split(':')
  if (rest.length > 0) return null
  const place =
    of === 'machine'
      ? { of, hallId: id, stationId: more }
      : of === 'hall' && more === null
        ? { of, hallId: id }
        : { of, regionId: id, tier: more }
  return FleetPlace.safeParse(place).data ?? null
}

const SpecialPower = z.strictObject({ type: DayType, span: DaySpan.optional() })

/**
 * Settings that a place gives to its machines; what is left out is inherited, `null` takes an inherited value away. Hours
 * by type of day and the skew are `PowerCalendar`'s, single days by date; `version`: the release that they are to run.
 */
export const MachineLayer = z.strictObject({
  working: DaySpan.nullable().optional(),
  rest: DaySpan.nullable().optional(),
  holiday: DaySpan.nullable().optional(),
  skewMinutes: z.number().int().min(0).max(60).nullable().optional(),
  days: tableUpTo(MOST_SPECIAL_DAYS, CalendarDate, SpecialPower.nullable()).optional(),
  playlist: Playlist.nullable().optional(),
  version: SoftwareVersion.nullable().optional(),
})
export type MachineLayer = z.infer<typeof MachineLayer>

/** The name of one setting: `working`, `days.2026-02-17`, `version`. */
export const SettingPath = z
  .string()
  .regex(/^(working|rest|holiday|skewMinutes|playlist|version|days\.\d{4}-\d{2}-\d{2})$/)

/**
 * How a machine stands to what was asked of it. `same`: it reports that; `free`: nothing was asked; `waiting`: on its way;
 * `offline`: on its way, and the machine or its hall has no line; `refused`: by its own settings or its hall's; `failed`:
 * it did not come about; `notGiven`: nobody has asked it yet; `otherwise`: it was done, and it reports something else.
 */
export const DRIFT_STATES = [
  'refused',
  'failed',
  'otherwise',
  'notGiven',
  'offline',
  'waiting',
  'same',
  'free',
] as const
export const DriftState = z.enum(DRIFT_STATES)
export type DriftState = z.infer<typeof DriftState>

/** What is asked for, or reported, in parts: of call displays the playlist alone, of device hosts all but it, of kiosks all. */
export const DRIFT_PARTS = ['power', 'playlist', 'version'] as const
export type DriftPart = (typeof DRIFT_PARTS)[number]
