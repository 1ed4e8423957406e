import { table } from '@service-hall/contract'
import type { FactEntry } from '@service-hall/contract'
import type { HasView } from '../core/decision.ts'
import { asStored, migrations } from '../core/slice.ts'
import type { Slice } from '../core/slice.ts'

export type StaffState = {
  /** Sessions by id; a session that is not here is over. */
  sessions: Record<string, { staffId: string; until: number }>
  /** Failed sign-ins in a row, and until when the account is locked (epoch ms, 0: it is not). */
  failures: Record<string, { count: number; lockedUntil: number }>
}

/** What decisions about staff look at. */
export type WithStaff = HasView & { staff: StaffState }

export const staffSlice: Slice<StaffState> = {
  schema: 'staff-1',
  empty: () => ({ sessions: table(), failures: table() }),
  evolve: evolveStaff,
  migrate: migrations({ 'hall-3': asStored<StaffState>, 'hall-2': asStored<StaffState> }),
}

function evolveStaff(state: StaffState, { fact, at }: FactEntry): void {
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
