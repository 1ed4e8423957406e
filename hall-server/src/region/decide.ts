import { facts, refuse } from '../core/decision.ts'
import type { Decider } from '../core/decision.ts'
import type { WithRegion } from './state.ts'

export const beginEpoch: Decider<'region.beginEpoch', WithRegion> = (
  { region },
  { ended, epoch, after, hubHad },
) =>
  region.epoch === ended
    ? facts({ type: 'EpochBegan', ended, epoch, after, hubHad })
    : refuse('region.epochEnded')
