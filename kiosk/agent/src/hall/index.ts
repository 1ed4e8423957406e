import { capability } from '../capability.ts'
import { hallEffects } from './effects.ts'

/** What the hall says of itself. */
export const hall = capability({ effects: hallEffects })
