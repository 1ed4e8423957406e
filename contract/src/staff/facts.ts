import { z } from 'zod'
import { ActorRef } from '../access.ts'
import { fact } from '../define/fact.ts'
import { SessionId, StaffId } from '../ids.ts'
import { Instant } from '../time.ts'

export const StaffSignedIn = fact(
  'StaffSignedIn',
  { staffId: StaffId, sessionId: SessionId, until: Instant },
  { seenBy: ['administrator'] },
)
export const StaffSignedOut = fact(
  'StaffSignedOut',
  {
    staffId: StaffId,
    sessionId: SessionId,
    /** Absent: the person signed out. */
    cause: z.enum(['ended', 'expired', 'idle', 'passwordSet']).optional(),
  },
  { seenBy: ['administrator'] },
)
export const SignInFailed = fact(
  'SignInFailed',
  {
    staffId: StaffId,
    /** Failures in a row at this account. `lockedUntil`: of earlier releases, which locked it for everybody. */
    failures: z.number().int().min(1),
    lockedUntil: Instant.optional(),
    /** Where from (a keyed digest), how often in a row from there, and how long the next has to wait, ms. */
    place: z.string().optional(),
    here: z.number().int().min(1).optional(),
    waitMs: z.number().int().min(0).optional(),
  },
  { seenBy: ['administrator'] },
)
/** An administrator let the account sign in again at once. */
export const SignInUnlocked = fact(
  'SignInUnlocked',
  { staffId: StaffId, by: ActorRef },
  { seenBy: ['administrator'] },
)
/** Somebody has another password now. `first`: one to be changed at the next sign-in. */
export const PasswordSet = fact(
  'PasswordSet',
  { staffId: StaffId, version: z.number().int().min(1), first: z.boolean(), by: ActorRef },
  { seenBy: ['administrator'] },
)
