import { FactNumber } from '../bounds.ts'
import { command } from '../define/command.ts'
import { Epoch } from './words.ts'

/**
 * The region knows facts of this hall that the hall itself has forgotten: it went on from a backup. `after`: the last
 * fact both know to be the same; `hubHad`: the last one the region has of the epoch that ends.
 */
export const BeginEpoch = command(
  'region.beginEpoch',
  {
    ended: Epoch,
    epoch: Epoch,
    after: FactNumber,
    hubHad: FactNumber,
  },
  { by: ['system'] },
)
