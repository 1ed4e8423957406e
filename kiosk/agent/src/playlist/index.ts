import { capability } from '../capability.ts'
import { playlistEffects } from './effects.ts'

/** What the region has this kiosk play while nobody is at it (播放单), from copies of its own. */
export const playlist = capability({ effects: playlistEffects })
