import type { Gallery } from '@service-hall/ui/gallery'
import { adminPages } from './admin-states.ts'
import { counterStates } from './counter-states.ts'
import { displayStates } from './display-states.ts'
import { signInStates } from './signin-states.ts'

const COUNTER_SIZES = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
] as const
const WALL_SIZES = [
  { width: 1920, height: 1080 },
  { width: 1080, height: 1920 },
] as const
const DESKTOP = [{ width: 1366, height: 768 }] as const

/** Every hall page in every state. Administration is a page for each of its tabs. */
export const gallery = {
  signin: { sizes: DESKTOP, states: signInStates },
  counter: { sizes: COUNTER_SIZES, states: counterStates },
  display: { sizes: WALL_SIZES, states: displayStates },
  ...adminPages(DESKTOP),
} satisfies Gallery
