import type { HallConfig } from '../config/hall-config.ts'
import type { Fold } from '../define/fold.ts'
import type { BusinessDay } from '../time.ts'
import { configSeen } from './config-seen.ts'
import type * as facts from './facts.ts'

export type HallPart = { config: HallConfig | null; day: BusinessDay | null }

export const fold: Fold<HallPart, typeof facts> = {
  empty: () => ({ config: null, day: null }),

  on: {
    HallConfigured(view, { config }) {
      view.config = config
    },

    DayOpened(view, { day }) {
      view.day = day
    },
  },

  seen: ({ config, day }, audience) => ({ config: config && configSeen(config, audience), day }),
}
