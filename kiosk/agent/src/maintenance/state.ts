import type { AgentFact } from '../ledger/facts.ts'

/** Who may see the maintenance page. */
export type MaintenanceState = { unlocked: boolean; failures: number; lockedUntil: number | null }

const MAX_PIN_FAILURES = 5
export const PIN_LOCK_MS = 5 * 60_000

export const lockedMaintenance: MaintenanceState = { unlocked: false, failures: 0, lockedUntil: null }

/** Wrong PINs are counted over restarts, so that pulling the plug buys no further guesses. */
export function evolveMaintenance(state: MaintenanceState, fact: AgentFact, at: number): MaintenanceState {
  switch (fact.type) {
    case 'PinRefused': {
      const failures = state.lockedUntil !== null ? 1 : state.failures + 1
      return { unlocked: false, failures, lockedUntil: failures < MAX_PIN_FAILURES ? null : at + PIN_LOCK_MS }
    }
    case 'MaintenanceOpened':
      return { unlocked: true, failures: 0, lockedUntil: null }
    case 'MaintenanceClosed':
    case 'AgentStarted':
      return { ...state, unlocked: false }
    case 'CommandQueued':
    case 'CommandAnswered':
    case 'TouchLapsed':
    case 'PrintStarted':
    case 'PrintEnded':
    case 'SessionEnded':
      return state
  }
}
