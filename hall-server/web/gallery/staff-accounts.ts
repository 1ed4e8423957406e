import type { StaffAccounts, StaffSession } from '@service-hall/contract'
import { answering } from './show.ts'

const MORNING = Date.parse('2026-01-05T08:41:00+08:00')

/** Sessions that an invented person has: here, at another terminal, and one of before the server's last start. */
export const SESSIONS: StaffSession[] = [
  { mark: 'm1', since: MORNING, idleMs: 0, from: '10.20.3.41', here: true },
  {
    mark: 'm2',
    since: MORNING + 540_000,
    idleMs: 1_500_000,
    from: '2001:db8:20:3::8a2e:370:7334',
    here: false,
  },
  { mark: 'm3', since: MORNING - 900_000, idleMs: 4_200_000, from: null, here: false },
]
const elsewhere = SESSIONS.map((session) => ({ ...session, here: false }))

/** One of each: at work, a first password, several failed sign-ins, no password yet, the one who looks. */
const ACCOUNTS = [
  { staffId: 'S1001', password: 'set', sessions: elsewhere, failures: 0, waitMs: 0 },
  { staffId: 'S1002', password: 'first', sessions: [], failures: 0, waitMs: 0 },
  { staffId: 'S1003', password: 'first', sessions: elsewhere.slice(1), failures: 7, waitMs: 754_000 },
  { staffId: 'S2001', password: 'none', sessions: [], failures: 0, waitMs: 0 },
  { staffId: 'S9001', password: 'set', sessions: SESSIONS.slice(0, 1), failures: 0, waitMs: 0 },
].map((row) => row as StaffAccounts[number])

/** What the server says of everybody's sign-in to an administrator. */
export function answeringAccounts(): void {
  answering({
    'GET /api/staff': { body: ACCOUNTS },
    'GET /api/session/all': { body: SESSIONS },
    'POST /api/staff/S1003/password': { body: { password: 'harbour-tulip-seven-candle' } },
  })
}
