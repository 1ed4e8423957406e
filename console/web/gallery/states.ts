import type { Gallery } from '@service-hall/ui/gallery'
import { overviewStates, wallStates } from './overview-states.ts'
import { signInStates } from './signin-states.ts'

const DESKTOP = [{ width: 1366, height: 768 }] as const
const BOTH = [...DESKTOP, { width: 768, height: 1024 }] as const
const WALL = [{ width: 1920, height: 1080 }] as const

/** The console's pages in their states. */
export const gallery = {
  signin: { sizes: DESKTOP, states: signInStates },
  overview: { sizes: BOTH, states: overviewStates },
  wall: { sizes: WALL, states: wallStates },
} satisfies Gallery
