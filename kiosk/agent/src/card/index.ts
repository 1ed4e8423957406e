import { capability } from '../capability.ts'
import { cardEffects } from './effects.ts'

/** The customer's ID card. What it said is in memory only. */
export const card = capability({ effects: cardEffects })
