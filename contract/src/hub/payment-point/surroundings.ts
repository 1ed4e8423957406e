import { z } from 'zod'
import { HallId } from '../../ids.ts'
import { GuidePlace, HallWaiting } from './places.ts'

/** Places in the surroundings of a hall: what a kiosk can show. */
export const MOST_PLACES = 40
/** Longest text of surroundings on the line, characters. */
export const SURROUNDINGS_TEXT = 120_000
/** A hall asks so often, ms, spread by a tenth: how many wait is never older than that and the way. */
export const SURROUNDINGS_EVERY_MS = 30_000
/** Who asks again before so long is refused, ms. */
export const SURROUNDINGS_LEAST_MS = 5_000

const Version = z.string().regex(/^[0-9a-f]{16}$/)
const Waiting = z.array(z.object({ hallId: HallId, ...HallWaiting.shape })).max(MOST_PLACES)

/**
 * What the hub tells a hall of its surroundings: places, the nearest first, and how many wait in those halls whose line is
 * up. `places` null: as in the version that the hall has.
 */
export const Surroundings = z.object({
  version: Version,
  places: z.array(GuidePlace).max(MOST_PLACES).nullable(),
  waiting: Waiting,
})
export type Surroundings = z.infer<typeof Surroundings>

/** What a hall asks: `version` of the list that it has; null: none. */
export const SurroundingsAsked = z.strictObject({ version: z.string().max(16).nullable() })
export type SurroundingsAsked = z.infer<typeof SurroundingsAsked>

/** The hall's copy as it tells its kiosks. `version` null: it has none yet. `places` null: as it told before. */
export const SurroundingsTold = z.object({
  version: Version.nullable(),
  places: z.array(GuidePlace).max(MOST_PLACES).nullable(),
  waiting: Waiting,
  /** How long ago the region said so, ms; null: never. */
  ageMs: z.number().min(0).nullable(),
})
export type SurroundingsTold = z.infer<typeof SurroundingsTold>
