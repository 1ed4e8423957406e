import { z } from 'zod'
import { fact } from '../define/fact.ts'
import { Epoch } from './words.ts'

/**
 * The hall went on from a backup that its region is ahead of: from here on its facts belong to another epoch. Facts up to
 * `after` are common to both; `hubHad` - `after` facts of the epoch before are known to the region alone.
 */
export const EpochBegan = fact(
  'EpochBegan',
  { ended: Epoch, epoch: Epoch, after: z.number().int().min(0), hubHad: z.number().int().min(0) },
  { seenBy: ['region'] },
)
