import { z } from 'zod'
import { SoftwareVersion } from '../directive/index.ts'
import { RolloutPlace, RolloutWaves } from '../hub/rollout/words.ts'
import type { RolloutId, RolloutStanding, RolloutState, RolloutWave } from '../hub/rollout/words.ts'
import type { HallId, StationId } from '../ids.ts'

/** `POST /api/rollouts/preview`: how many machines would be of each wave. */
export const RolloutPreviewAsked = z.strictObject({
  place: RolloutPlace,
  version: SoftwareVersion,
  waves: RolloutWaves,
})
/** Machines of a wave, and how many of them stand how. */
export type WaveCounts = { total: number; counts: Partial<Record<RolloutStanding, number>> }
export type RolloutPreview = { waves: WaveCounts[] }

/** A machine that failed, or that nobody reaches, and why. */
export type RolloutProblem = {
  hallId: HallId
  stationId: StationId
  standing: RolloutStanding
  code: string | null
  detail: string | null
}

/** A row of `GET /api/rollouts`: those under way first, the latest first. `wave`: the last one that is given out, from 0. */
export type RolloutSeen = {
  rolloutId: RolloutId
  place: RolloutPlace
  version: string
  waves: (WaveCounts & { wave: RolloutWave })[]
  waitMinutes: number
  mostFailures: number
  who: string
  why: string
  at: number
  since: number
  state: RolloutState
  wave: number
  back: string | null
  problems: RolloutProblem[]
}
