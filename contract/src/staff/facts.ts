import { z } from 'zod'
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
  { staffId: StaffId, sessionId: SessionId },
  { seenBy: ['administrator'] },
)
export const SignInFailed = fact(
  'SignInFailed',
  {
    staffId: StaffId,
    /** Failures in a row, and until when the account is locked, if it is. */
    failures: z.number().int().min(1),
    lockedUntil: Instant.optional(),
  },
  { seenBy: ['administrator'] },
)
