import { capability } from '../capability.ts'
import { ratingEffects } from './effects.ts'

/** Ratings that customers give at the counters' pads. */
export const rating = capability({ effects: ratingEffects })
