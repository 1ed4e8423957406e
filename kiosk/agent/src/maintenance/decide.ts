import type { MaintenanceFact } from './facts.ts'
import { PIN_LOCK_MS } from './state.ts'
import type { MaintenanceState } from './state.ts'

/** Whether guessing is shut off right now. A clock that was set back cannot prolong it beyond its own length. */
export function isShut({ lockedUntil }: MaintenanceState, now: number): boolean {
  return lockedUntil !== null && now < lockedUntil && lockedUntil - now <= PIN_LOCK_MS
}

/** A PIN was entered; `matches` says whether it is the right one. Nothing happens while guessing is shut off. */
export function pinEntered(state: MaintenanceState, matches: boolean, now: number): MaintenanceFact[] {
  if (isShut(state, now)) return []
  return [{ type: matches ? 'MaintenanceOpened' : 'PinRefused' }]
}

/** The maintenance page is left, by hand or by time. */
export function lockAgain({ unlocked }: MaintenanceState): MaintenanceFact[] {
  return unlocked ? [{ type: 'MaintenanceClosed' }] : []
}
