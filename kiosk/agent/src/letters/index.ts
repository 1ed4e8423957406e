import { capability } from '../capability.ts'
import { lettersEffects } from './effects.ts'

/** Letters that the printer lacks, drawn by the screen for the paper. */
export const letters = capability({ effects: lettersEffects })
