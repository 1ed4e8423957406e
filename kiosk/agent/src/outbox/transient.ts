import { isTransient } from '@service-hall/contract'
import type { RefusalCode } from '@service-hall/contract'

/** Refusals after which a command is sent again: transient ones, and the one that this station mends by enrolling anew. */
export function isAskedAgain(code: RefusalCode): boolean {
  return isTransient(code) || code === 'access.signIn'
}
