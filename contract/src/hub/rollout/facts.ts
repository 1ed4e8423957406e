import { z } from 'zod'
import { HallId, StationId } from '../../ids.ts'
import { hubFact } from '../define/define.ts'
import { RegionId } from '../words.ts'
import { RolloutId } from './words.ts'

const Place = z.discriminatedUnion('of', [
  z.object({ of: z.literal('region'), regionId: RegionId, tier: z.enum(['A', 'B', 'C', 'D']).nullable() }),
  z.object({ of: z.literal('hall'), hallId: HallId }),
])
const Wave = z.discriminatedUnion('of', [
  z.object({
    of: z.literal('named'),
    halls: z.array(HallId),
    machines: z.array(z.object({ hallId: HallId, stationId: StationId })),
  }),
  z.object({ of: z.literal('share'), percent: z.number().int() }),
])

export const RolloutBegan = hubFact('RolloutBegan', {
  rolloutId: RolloutId,
  place: Place,
  version: z.string(),
  waves: z.array(Wave),
  waitMinutes: z.number().int(),
  mostFailures: z.number().int(),
  why: z.string(),
})
const by = { rolloutId: RolloutId, why: z.string() }
export const RolloutPaused = hubFact('RolloutPaused', by)
export const RolloutResumed = hubFact('RolloutResumed', by)
export const RolloutCancelled = hubFact('RolloutCancelled', by)
export const RolloutTurnedBack = hubFact('RolloutTurnedBack', { ...by, version: z.string() })
export const RolloutAdvanced = hubFact('RolloutAdvanced', { rolloutId: RolloutId, wave: z.number().int() })
export const RolloutHeld = hubFact('RolloutHeld', { rolloutId: RolloutId, failures: z.number().int() })
export const RolloutEnded = hubFact('RolloutEnded', { rolloutId: RolloutId })
