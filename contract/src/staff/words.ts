import { z } from 'zod'
import { Duration, Times } from '../bounds.ts'

/** Why a session ended, where the person did not sign out: by `staff.endSessions`, its time, disuse, a new password. */
export const SessionEnd = z.enum(['ended', 'expired', 'idle', 'passwordSet'])
export type SessionEnd = z.infer<typeof SessionEnd>

/** What is remembered of a failed sign-in. */
export const Failure = z.object({
  /** In a row at this account, from everywhere. */
  failures: Times,
  /** Stands for where it came from: a keyed digest that leads nowhere. */
  place: z.string().max(32),
  /** In a row from there, and how long the next has to wait, ms. */
  here: Times,
  waitMs: Duration,
})
