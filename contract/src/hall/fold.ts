import type { HallConfig } from '../config/hall-config.ts'
import type { Fold } from '../define/fold.ts'
import type { BusinessDay } from '../time.ts'
import { configSeen } from './config-seen.ts'
import type * as facts from './facts.ts'

/** Why the hall does not go by its machine's clock; see `ClockHeld`. */
export type HeldClock = { offByMs: number; since: number; from: number; timeUnknown: boolean }

export type HallPart = {
  config: HallConfig | null
  day: BusinessDay | null
  /** Null: the hall goes by its machine's clock. */
  clock: HeldClock | null
}

export const fold: Fold<HallPart, typeof facts> = {
  empty: () => ({ config: null, day: null, clock: null }),

  on: {
    HallConfigured(view, { config }) {
      view.config = config
    },

    DayOpened(view, { day }) {
      view.day = day
    },

    DayResumed(view, { day }) {
      view.day = day
    },

    ClockHeld(view, { offByMs, since, from, timeUnknown }) {
      view.clock = { offByMs, since, from, timeUnknown }
    },

    ClockTrusted(view) {
      view.clock = null
    },

    ClockSet(view) {
      view.clock = null
    },

    ServerAway: 'unchanged',
  },

  seen: ({ config, day, clock }, audience) => ({
    config: config && configSeen(config, audience),
    day,
    clock,
  }),
}
