import { capability } from '../capability.ts'
import { customerEffects } from './effects.ts'

/** Who stands at the screen, be it only to read, and whether they get anywhere. */
export const customer = capability({ effects: customerEffects })
