import { capability } from '../capability.ts'
import { devicesEffects } from './effects.ts'

/** The devices of this station. */
export const devices = capability({ effects: devicesEffects })
