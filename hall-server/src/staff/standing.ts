import { isHeldBy } from '@service-hall/contract'
import type { Duty, SessionId, StaffId } from '@service-hall/contract'
import type { StaffState } from './state.ts'

/** The session that a counter is held by, if it still stands at `now`; null: whoever had it has left. */
export function holdingSession(state: StaffState, duty: Duty, now: number): SessionId | null {
  if (duty.status === 'closed') return null
  const { staffId } = duty
  for (const [id, session] of Object.entries(state.sessions)) {
    const sessionId = id as SessionId
    if (session.staffId === staffId && session.until > now && isHeldBy(duty, { staffId, sessionId }))
      return sessionId
  }
  return null
}

/** Whether a counter goes when these sessions of its staff end: no other one that stands holds it. */
export function goesWith(
  state: StaffState,
  duty: Duty,
  { staffId, sessionIds, now }: { staffId: StaffId; sessionIds: readonly SessionId[]; now: number },
): boolean {
  if (duty.status === 'closed' || duty.staffId !== staffId) return false
  const sessions = { ...state.sessions }
  for (const sessionId of sessionIds) delete sessions[sessionId]
  return holdingSession({ ...state, sessions }, duty, now) === null
}
