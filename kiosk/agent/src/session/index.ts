import { capability } from '../capability.ts'
import { sessionEffects } from './effects.ts'
import { session as slice, touches } from './state.ts'

/** The customer at the screen: from a touch to a ticket. */
export const session = capability({ slices: { session: slice, touches }, effects: sessionEffects })
