import { z } from 'zod'
import { DirectiveId } from '../../directive/words.ts'
import { DeviceId, HallId, StationId } from '../../ids.ts'
import { Instant } from '../../time.ts'
import { hubFact } from '../define/define.ts'

const Target = z.discriminatedUnion('of', [
  z.object({ of: z.literal('hall') }),
  z.object({ of: z.literal('station'), stationId: StationId }),
  z.object({ of: z.literal('device'), deviceId: DeviceId }),
])

export const DirectiveGiven = hubFact('DirectiveGiven', {
  directiveId: DirectiveId,
  hallId: HallId,
  target: Target,
  work: z.looseObject({ kind: z.string() }),
  /** `account:S1001`, `system:hub` */
  who: z.string(),
  why: z.string(),
  validMs: z.number().int(),
  cause: z.string().optional(),
  /** Those at the same place that the hall has not said it has: they are not sent any more. */
  supersedes: z.array(DirectiveId),
})

/** What the hall's facts say of it. */
export const DirectiveNoted = hubFact('DirectiveNoted', {
  directiveId: DirectiveId,
  hallId: HallId,
  state: z.enum([
    'open',
    'begun',
    'done',
    'failed',
    'refused',
    'expired',
    'superseded',
    'withdrawn',
    'unheard',
  ]),
  at: Instant,
  code: z.string().optional(),
  detail: z.string().optional(),
  report: z
    .object({
      bytes: z.number().int().optional(),
      settings: z.string().optional(),
      release: z.string().optional(),
    })
    .optional(),
})
