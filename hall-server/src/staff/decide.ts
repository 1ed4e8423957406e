import { actorRef, hasRole, sessionMark } from '@service-hall/contract'
import type { Fact, SessionEnd, SessionId, StaffId } from '@service-hall/contract'
import { facts, refuse } from '../core/decision.ts'
import type { Decider } from '../core/decision.ts'
import { goesWith, holdingSession } from './standing.ts'
import type { WithStaff } from './state.ts'

/**
 * Records what came of a sign-in or sign-out. Leaving also closes the counter that goes with this very session, unless a
 * customer sits there; a counter that the person has open in another session is none of its business.
 */
export const noteSignIn: Decider<'staff.noteSignIn', WithStaff> = (
  state,
  { staffId, outcome },
  { config, now },
) => {
  // Who is no longer on the staff still has sessions to end.
  if (outcome.kind !== 'signedOut' && !config.staff.some((row) => row.id === staffId))
    return refuse('staff.unknown')
  switch (outcome.kind) {
    case 'signedIn': {
      const { sessionId, until } = outcome
      return facts(
        { type: 'StaffSignedIn', staffId, sessionId, until },
        ...comeBack(state, staffId, sessionId, now),
      )
    }
    case 'wrongPassword': {
      const { kind: _kind, failures, ...where } = outcome
      const inARow = failures ?? (state.staff.failures[staffId]?.count ?? 0) + 1
      return facts({ type: 'SignInFailed', staffId, failures: inARow, ...where })
    }
    case 'signedOut':
      return facts(...endOf(state, [outcome.sessionId], { staffId, now, cause: outcome.cause }))
  }
}

export const unlock: Decider<'staff.unlock'> = (_state, { staffId }, { actor, config }) => {
  if (!config.staff.some((row) => row.id === staffId)) return refuse('staff.unknown')
  return facts({ type: 'SignInUnlocked', staffId, by: actorRef(actor) })
}

/** Ends somebody's sessions; of one's own the one that asks stays. */
export const endSessions: Decider<'staff.endSessions', WithStaff> = (
  state,
  { staffId },
  { actor, config, now },
) => {
  if (!config.staff.some((row) => row.id === staffId)) return refuse('staff.unknown')
  const own = actor.kind === 'staff' && actor.staffId === staffId
  if (!own && !hasRole(actor, 'administrator')) return refuse('access.denied')
  const keep = actor.kind === 'staff' ? actor.sessionId : undefined
  return facts(...endOf(state, sessionsOf(state, staffId, keep), { staffId, now, cause: 'ended' }))
}

/** Another password ends all sessions but the one in which it was set, and begins the counts of failures anew. */
export const notePassword: Decider<'staff.notePassword', WithStaff> = (state, command, { now }) => {
  const { staffId, version, first, by, keep } = command
  if (version <= (state.staff.passwords?.[staffId] ?? 0)) return facts()
  return facts(
    { type: 'PasswordSet', staffId, version, first, by },
    ...endOf(state, sessionsOf(state, staffId, keep), { staffId, now, cause: 'passwordSet' }),
  )
}

function sessionsOf({ staff }: WithStaff, staffId: StaffId, keep: SessionId | undefined): SessionId[] {
  return Object.entries(staff.sessions)
    .filter(([id, session]) => session.staffId === staffId && id !== keep)
    .map(([id]) => id as SessionId)
}

/** Sessions of one person end, and with them the counters that go with one of them and have no customer. */
function endOf(
  state: WithStaff,
  sessionIds: readonly SessionId[],
  { staffId, now, cause }: { staffId: StaffId; now: number; cause: SessionEnd | undefined },
): Fact[] {
  const left = Object.values(state.view.counters).filter(
    ({ duty, holding }) =>
      sessionIds.length > 0 && !holding && goesWith(state.staff, duty, { staffId, sessionIds, now }),
  )
  const by = `staff:${staffId}`
  return [
    ...left.map(({ id }): Fact => ({ type: 'CounterClosed', counterId: id, by })),
    ...sessionIds.map((sessionId): Fact => ({
      type: 'StaffSignedOut',
      staffId,
      sessionId,
      ...(cause ? { cause } : {}),
    })),
  ]
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
