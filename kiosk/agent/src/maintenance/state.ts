import { z } from 'zod'
import { recognised, slice } from '../memory/slice.ts'
import type { AgentStarted } from '../memory/slice.ts'
import type { MaintenanceFact } from './facts.ts'

const Maintenance = z.object({
  unlocked: z.boolean(),
  /** Wrong PINs so far. */
  failures: z.number(),
  /** Not null while no PIN is taken; until when, as the wall clock had it, epoch ms. The wait itself is a duration. */
  lockedUntil: z.number().nullable(),
})
/** Who may see the maintenance page. */
export type MaintenanceState = z.infer<typeof Maintenance>

const MAX_PIN_FAILURES = 5
export const PIN_LOCK_MS = 5 * 60_000

export const lockedMaintenance: MaintenanceState = { unlocked: false, failures: 0, lockedUntil: null }

/** Wrong PINs are counted over restarts, so that pulling the plug buys no further guesses. */
export const maintenance = slice<MaintenanceState, MaintenanceFact | AgentStarted>({
  empty: lockedMaintenance,
  evolve: {
    PinRefused({ lockedUntil, failures: before }, _fact, at) {
      const failures = lockedUntil !== null ? 1 : before + 1
      return { unlocked: false, failures, lockedUntil: failures < MAX_PIN_FAILURES ? null : at + PIN_LOCK_MS }
    },
    PinLockEnded: (before) => ({ ...before, failures: 0, lockedUntil: null }),
    MaintenanceOpened: () => ({ unlocked: true, failures: 0, lockedUntil: null }),
    MaintenanceClosed: (before) => ({ ...before, unlocked: false }),
    AgentStarted: (before) => ({ ...before, unlocked: false }),
  },
  migrate: recognised(Maintenance, lockedMaintenance),
})
