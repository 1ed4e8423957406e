import { capability } from '../capability.ts'
import { paperEffects } from './effects.ts'
import { papers } from './state.ts'

/** Papers of tickets: printed once each, and their outcome reported to the hall. */
export const paper = capability({ slices: { papers }, effects: paperEffects })
