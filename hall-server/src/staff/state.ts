import { shiftedBy, table, tableOf } from '@service-hall/contract'
import type { FactEntry, FactOf } from '@service-hall/contract'
import type { HasView } from '../core/decision.ts'
import { asStored, migrations } from '../core/slice.ts'
import type { Slice } from '../core/slice.ts'

export type StaffState = {
  /** Sessions by id; a session that is not here is over. */
  sessions: Record<string, { staffId: string; until: number }>
  /** Failed sign-ins in a row. `lockedUntil`: of earlier releases; nothing goes by it any more. */
  failures: Record<string, Failures>
  /** Versions of passwords that were set since the hall's file gave the first; absent: none were. */
  passwords?: Record<string, number>
}

type Failures = {
  count: number
  lockedUntil: number
  /** By the places they came from: how many in a row, and the wait that followed the last, ms. */
  places?: Record<string, { failures: number; waitMs: number }>
}

/** Places remembered for one account; further ones push the oldest out. */
const PLACES_KEPT = 50

/** What decisions about staff look at. */
export type WithStaff = HasView & { staff: StaffState }

export const staffSlice: Slice<StaffState> = {
  schema: 'staff-2',
  empty: () => ({ sessions: table(), failures: table() }),
  evolve: evolveStaff,
  migrate: migrations({
    'staff-1': asStored<StaffState>,
    'hall-3': asStored<StaffState>,
    'hall-2': asStored<StaffState>,
  }),
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
      state.failures[fact.staffId] = failuresAfter(state.failures[fact.staffId], fact)
      break
    case 'SignInUnlocked':
      delete state.failures[fact.staffId]
      break
    case 'PasswordSet':
      state.passwords = { ...state.passwords, [fact.staffId]: fact.version }
      delete state.failures[fact.staffId]
      break
    case 'ClockSet': {
      // A session and a lock last as long as they would have.
      const shifted = shiftedBy(fact)
      for (const session of Object.values(state.sessions)) session.until = shifted(session.until)
      for (const row of Object.values(state.failures))
        if (row.lockedUntil > 0) row.lockedUntil = shifted(row.lockedUntil)
      break
    }
    default:
      break
  }
}

function failuresAfter(before: Failures | undefined, fact: FactOf<'SignInFailed'>): Failures {
  const { failures: count, lockedUntil = 0, place, here = 1, waitMs = 0 } = fact
  if (place === undefined) return { count, lockedUntil }
  const { [place]: _moved, ...rest } = before?.places ?? {}
  const kept = Object.entries(rest).slice(1 - PLACES_KEPT)
  return { count, lockedUntil, places: tableOf([...kept, [place, { failures: here, waitMs }]]) }
}
