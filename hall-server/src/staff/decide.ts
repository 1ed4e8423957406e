import { sessionMark } from '@service-hall/contract'
import type { Fact, SessionId, StaffId } from '@service-hall/contract'
import { facts, refuse } from '../core/decision.ts'
import type { Decider } from '../core/decision.ts'
import { goesWith, holdingSession } from './standing.ts'
import type { WithStaff } from './state.ts'

const MINUTE_MS = 60_000

/**
 * Records what came of a sign-in or sign-out. Leaving also closes the counter that this very session holds, unless a
 * customer sits there; a counter that the person has open in another session is none of its business.
 */
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
      return facts(
        { type: 'StaffSignedIn', staffId, sessionId: outcome.sessionId, until: outcome.until },
        ...comeBack(state, staffId, outcome.sessionId, now),
      )
    case 'wrongPassword': {
      const before = state.staff.failures[staffId]
      // A lock that has run out starts a new count.
      const failures = before && !(before.lockedUntil && before.lockedUntil <= now) ? before.count + 1 : 1
      const locks = failures >= config.policies.signInAttempts
      const until = now + config.policies.lockMinutes * MINUTE_MS
      return facts({ type: 'SignInFailed', staffId, failures, ...(locks ? { lockedUntil: until } : {}) })
    }
    case 'signedOut': {
      const { sessionId } = outcome
      const left = Object.values(state.view.counters).filter(
        ({ duty, holding }) => !holding && goesWith(state.staff, duty, { staffId, sessionId, now }),
      )
      const by = `staff:${staffId}`
      return facts(...left.map(({ id }) => ({ type: 'CounterClosed' as const, counterId: id, by })), {
        type: 'StaffSignedOut',
        staffId,
        sessionId,
      })
    }
  }
}

/** Who signs in again goes on at the counter that was left open: its session is over, so nobody else is there. */
function comeBack(state: WithStaff, staffId: StaffId, sessionId: SessionId, now: number): Fact[] {
  return Object.values(state.view.counters)
    .filter(({ duty }) => duty.status !== 'closed' && duty.staffId === staffId)
    .filter(({ duty }) => holdingSession(state.staff, duty, now) === null)
    .map(({ id: counterId }) => ({
      type: 'CounterTakenOver',
      counterId,
      staffId,
      session: sessionMark(sessionId),
      by: `staff:${staffId}`,
    }))
}
