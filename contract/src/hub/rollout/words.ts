import { z } from 'zod'
import { cleanText } from '../../clean-text.ts'
import { HallId, StationId } from '../../ids.ts'
import { RegionId, Tier } from '../words.ts'

export const RolloutId = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'a UUID in small letters')
  .brand<'RolloutId'>()
export type RolloutId = z.infer<typeof RolloutId>

/** Machines of which a release is rolled out: of a region, of one tier in it, or of a hall. */
export const RolloutPlace = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('region'), regionId: RegionId, tier: Tier.nullable() }),
  z.strictObject({ of: z.literal('hall'), hallId: HallId }),
])
export type RolloutPlace = z.infer<typeof RolloutPlace>

/** Halls and machines that are named. */
const NamedWave = z
  .strictObject({
    of: z.literal('named'),
    halls: z.array(HallId).max(20),
    machines: z.array(z.strictObject({ hallId: HallId, stationId: StationId })).max(50),
  })
  .refine(({ halls, machines }) => halls.length + machines.length > 0, 'names halls or machines')
/** So many of a hundred of all machines, those of the waves before among them. */
const ShareWave = z.strictObject({ of: z.literal('share'), percent: z.number().int().min(1).max(100) })

export const RolloutWave = z.discriminatedUnion('of', [NamedWave, ShareWave])
export type RolloutWave = z.infer<typeof RolloutWave>

/** One wave (批次) after another: those that are named, then growing shares up to all. */
export const RolloutWaves = z
  .array(RolloutWave)
  .min(1)
  .max(6)
  .refine((waves) => {
    const shares = waves.flatMap((wave) => (wave.of === 'share' ? [wave.percent] : []))
    const named = waves.findLastIndex((wave) => wave.of === 'named')
    const first = waves.findIndex((wave) => wave.of === 'share')
    const grows = shares.every((percent, at) => at === 0 || percent > (shares[at - 1] ?? 0))
    return shares.at(-1) === 100 && grows && named < first
  }, 'named ones first, then shares that grow to 100')
export type RolloutWaves = z.infer<typeof RolloutWaves>

/** How long a wave has to run well before the next begins, minutes of planned time. */
export const WaitMinutes = z
  .number()
  .int()
  .min(1)
  .max(14 * 24 * 60)
/** So many machines may fail; one more holds it. */
export const MostFailures = z.number().int().min(0).max(1_000)
export const RolloutWhy = z.string().trim().min(1).max(200).overwrite(cleanText)

/**
 * `held`: too many machines failed, and a person decides. `back`: its machines go back to an earlier release. `done`,
 * `cancelled`, and `back` once all have: ends.
 */
export const ROLLOUT_STATES = ['running', 'paused', 'held', 'back', 'done', 'cancelled'] as const
export type RolloutState = (typeof ROLLOUT_STATES)[number]

/**
 * How a machine stands to a rollout. `excluded`: its own settings take no releases. `unreachable`: it is to get it, and has
 * no line. `fetching`, `staged`: its package is on its way, or there, and it waits for nobody to be at the machine.
 */
export const ROLLOUT_STANDINGS = [
  ...(['running', 'staged', 'fetching', 'unreachable', 'failed', 'waiting', 'excluded'] as const),
] as const
export type RolloutStanding = (typeof ROLLOUT_STANDINGS)[number]
