import { capability } from '../capability.ts'
import { countersEffects } from './effects.ts'

/** Displays, LED bars, lights and call pads of counters, whichever of them this station drives. */
export const counters = capability({ effects: countersEffects })
