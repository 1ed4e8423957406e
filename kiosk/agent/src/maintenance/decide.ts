import type { MaintenanceFact } from './facts.ts'
import type { MaintenanceState } from './state.ts'

/** A PIN was entered; `matches` says whether it is the right one. Nothing happens while guessing is shut off. */
export function pinEntered({ lockedUntil }: MaintenanceState, matches: boolean): MaintenanceFact[] {
  if (lockedUntil !== null) return []
  return [{ type: matches ? 'MaintenanceOpened' : 'PinRefused' }]
}

/** Guessing was shut off for long enough. */
export function pinLockOver({ lockedUntil }: MaintenanceState): MaintenanceFact[] {
  return lockedUntil === null ? [] : [{ type: 'PinLockEnded' }]
}

/** The maintenance page is left, by hand or by time. */
export function lockAgain({ unlocked }: MaintenanceState): MaintenanceFact[] {
  return unlocked ? [{ type: 'MaintenanceClosed' }] : []
}
