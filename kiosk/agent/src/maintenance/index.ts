import { capability } from '../capability.ts'
import { maintenanceEffects } from './effects.ts'
import { maintenance as slice } from './state.ts'

/** The technician's page. */
export const maintenance = capability({ slices: { maintenance: slice }, effects: maintenanceEffects })
