import { facts, refuse } from '../core/decision.ts'
import type { Decider } from '../core/decision.ts'
import type { WithStaff } from './state.ts'

const MINUTE_MS = 60_000

/** Records what came of a sign-in or sign-out. Leaving also closes one's counter, unless a customer sits there. */
export const noteSignIn: Decider<'staff.noteSignIn', WithStaff> = (
  state,
  { staffId, outcome },
  { config, now },
) => {
  if (!config.staff.some((row) => row.id === staffId)) return refuse('staff.unknown')
  const lockedUntil = state.staff.failures[staffId]?.lockedUntil ?? 0
  // Asked here once more: while this password was checked, others may have used up the attempts.
  if (outcome.kind !== 'signedOut' && lockedUntil > now) return refuse('access.locked', String(lockedUntil))
  switch (outcome.kind) {
    case 'signedIn':
      return facts({ type: 'StaffSignedIn', staffId, sessionId: outcome.sessionId, until: outcome.until })
    case 'wrongPassword': {
      const before = state.staff.failures[staffId]
      // A lock that has run out starts a new count.
      const failures = before && !(before.lockedUntil && before.lockedUntil <= now) ? before.count + 1 : 1
      const locks = failures >= config.policies.signInAttempts
      const until = now + config.policies.lockMinutes * MINUTE_MS
      return facts({ type: 'SignInFailed', staffId, failures, ...(locks ? { lockedUntil: until } : {}) })
    }
    case 'signedOut': {
      const left = Object.values(state.view.counters).find(
        ({ duty, holding }) => duty.status !== 'closed' && duty.staffId === staffId && !holding,
      )
      const by = `staff:${staffId}`
      return facts(...(left ? [{ type: 'CounterClosed' as const, counterId: left.id, by }] : []), {
        type: 'StaffSignedOut',
        staffId,
        sessionId: outcome.sessionId,
      })
    }
  }
}
