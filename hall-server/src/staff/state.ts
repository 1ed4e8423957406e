import type { FactEntry } from '@service-hall/contract'

export type StaffState = {
  /** Sessions by id; a session that is not here is over. */
  sessions: Record<string, { staffId: string; until: number }>
  /** Failed sign-ins in a row, and until when the account is locked (epoch ms, 0: it is not). */
  failures: Record<string, { count: number; lockedUntil: number }>
}

export function emptyStaff(): StaffState {
  return { sessions: {}, failures: {} }
}

export function evolveStaff(state: StaffState, { fact, at }: FactEntry): void {
  switch (fact.type) {
    case 'StaffSignedIn':
      for (const [id, session] of Object.entries(state.sessions))
        if (session.until < at) delete state.sessions[id]
      state.sessions[fact.sessionId] = { staffId: fact.staffId, until: fact.until }
      delete state.failures[fact.staffId]
      break
    case 'StaffSignedOut':
      delete state.sessions[fact.sessionId]
      break
    case 'SignInFailed':
      state.failures[fact.staffId] = { count: fact.failures, lockedUntil: fact.lockedUntil ?? 0 }
      break
    default:
      break
  }
}
