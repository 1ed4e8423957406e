import { z } from 'zod'
import { Times } from '../bounds.ts'
import { ActorRef, FLOOR_WORK } from '../access.ts'
import { command } from '../define/command.ts'
import { SessionId, StaffId } from '../ids.ts'
import { Instant } from '../time.ts'
import { Failure, SessionEnd } from './words.ts'

/** What came of a sign-in, or that a session ended. */
export const NoteSignIn = command(
  'staff.noteSignIn',
  {
    staffId: StaffId,
    outcome: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('signedIn'), sessionId: SessionId, until: Instant }),
      z.strictObject({ kind: z.literal('wrongPassword'), ...Failure.partial().shape }),
      z.strictObject({ kind: z.literal('signedOut'), sessionId: SessionId, cause: SessionEnd.optional() }),
    ]),
  },
  { by: ['system'] },
)

/** Lets an account sign in again at once, from everywhere. */
export const UnlockStaff = command('staff.unlock', { staffId: StaffId }, { by: ['administrator'] })

/**
 * Ends the sessions of a member of staff, with what signing out brings. Administrators may for everybody, others for
 * themselves; of one's own the session that asks stays.
 */
export const EndSessions = command('staff.endSessions', { staffId: StaffId }, { by: FLOOR_WORK })

/** A password was set in the vault, by the person, an administrator, or a tool on the server (`system`). */
export const NotePassword = command(
  'staff.notePassword',
  {
    staffId: StaffId,
    /** Counts the passwords of this person; the vault has the same. */
    version: Times,
    /** Whether the person has to choose another at the next sign-in. */
    first: z.boolean(),
    by: ActorRef,
    /** The session that goes on. */
    keep: SessionId.optional(),
  },
  { by: ['system'] },
)
