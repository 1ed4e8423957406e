import { capability } from '../capability.ts'
import { directiveEffects } from './effects.ts'
import { directives } from './state.ts'

/** What the region asks of this machine (指令), as far as its own settings let it. */
export const directive = capability({ slices: { directives }, effects: directiveEffects })
