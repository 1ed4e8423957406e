import type { IconName } from '@service-hall/ui'

type Look = { tone: 'good' | 'warn' | 'bad' | 'info' | 'idle'; icon: IconName }

/** How the states of a counter look: icon and colour beside their word. */
export const COUNTER_LOOKS = {
  serving: { tone: 'good', icon: 'person' },
  open: { tone: 'info', icon: 'check' },
  paused: { tone: 'warn', icon: 'pause' },
  closed: { tone: 'idle', icon: 'none' },
} as const satisfies Record<string, Look>

/** `low`: it works, and something has to be filled or emptied soon. */
export const MACHINE_LOOKS = {
  up: { tone: 'good', icon: 'check' },
  low: { tone: 'warn', icon: 'warn' },
  down: { tone: 'bad', icon: 'cross' },
  unknown: { tone: 'idle', icon: 'question' },
  /** A directive, or its power calendar, has switched it off. */
  off: { tone: 'idle', icon: 'moon' },
} as const satisfies Record<string, Look>
export type MachineLook = keyof typeof MACHINE_LOOKS
