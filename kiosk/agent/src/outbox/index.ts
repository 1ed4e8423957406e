import { capability } from '../capability.ts'
import { outboxEffects } from './effects.ts'
import { outbox as slice } from './state.ts'

/** Commands on their way to the hall, whichever capability they are of. */
export const outbox = capability({ slices: { outbox: slice }, effects: outboxEffects })
