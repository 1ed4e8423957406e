import { z } from 'zod'
import { command } from '../define/command.ts'
import { SessionId, StaffId } from '../ids.ts'
import { Instant } from '../time.ts'

/** What came of a sign-in, or that a session ended. */
export const NoteSignIn = command(
  'staff.noteSignIn',
  {
    staffId: StaffId,
    outcome: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('signedIn'), sessionId: SessionId, until: Instant }),
      z.strictObject({ kind: z.literal('wrongPassword') }),
      z.strictObject({ kind: z.literal('signedOut'), sessionId: SessionId }),
    ]),
  },
  { by: ['system'] },
)
