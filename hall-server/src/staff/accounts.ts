import { sessionMark } from '@service-hall/contract'
import type { StaffAccounts, StaffId, StaffSession } from '@service-hall/contract'
import type { Peer } from '../core/capability.ts'
import type { HallOf } from '../core/hall.ts'
import { SESSION_MS } from '@service-hall/server-kit'
import type { Sessions } from '../gateway/sessions.ts'
import type { Vault } from '../vault/store.ts'
import type { SignInDelays } from '@service-hall/server-kit'
import type { WithStaff } from './state.ts'

type Ports = { hall: HallOf<WithStaff>; vault: Vault; sessions: Sessions }

/** The sessions of one member of staff, the latest first. */
export function sessionsOf(
  { hall, sessions }: Omit<Ports, 'vault'>,
  staffId: StaffId,
  asker: Peer,
): StaffSession[] {
  return Object.entries(hall.state.staff.sessions)
    .filter(([, session]) => session.staffId === staffId)
    .map(([id, { until }]) => ({
      mark: sessionMark(id as never),
      since: Math.max(0, until - SESSION_MS),
      ...sessions.activity.lastSeen(id, until),
      here: asker.kind === 'staff' && asker.sessionId === id,
    }))
    .sort((a, b) => b.since - a.since)
}

/** How it stands with everybody's sign-in. */
export async function accountsOf(ports: Ports, delays: SignInDelays, asker: Peer): Promise<StaffAccounts> {
  const states = await ports.vault.passwordStates()
  return (ports.hall.config?.staff ?? []).map(({ id: staffId }) => {
    const state = states[staffId]
    return {
      staffId,
      password: !state?.isSet ? 'none' : state.first ? 'first' : 'set',
      sessions: sessionsOf(ports, staffId, asker),
      failures: delays.failuresOf(staffId),
      waitMs: Math.round(delays.longestWait(staffId)),
    }
  })
}
