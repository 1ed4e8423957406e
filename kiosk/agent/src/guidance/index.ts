import { capability } from '../capability.ts'
import { guidanceEffects } from './effects.ts'

/** Halls and payment points near by (附近网点), and how many wait there. */
export const guidance = capability({ effects: guidanceEffects })
