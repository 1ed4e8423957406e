import type { Fold } from '../define/fold.ts'
import type * as facts from './facts.ts'

/** Sessions are the server's own: no screen shows them. */
export const fold: Fold<Record<never, never>, typeof facts> = {
  empty: () => ({}),
  on: {
    StaffSignedIn: 'unchanged',
    StaffSignedOut: 'unchanged',
    SignInFailed: 'unchanged',
    SignInUnlocked: 'unchanged',
    PasswordSet: 'unchanged',
  },
  seen: 'whole',
}
