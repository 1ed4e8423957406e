import type { RefusalCode } from '@service-hall/contract'

/** Refusals that the hall does not remember: nothing was decided, so asking again makes sense. */
const passing: ReadonlySet<RefusalCode> = new Set<RefusalCode>([
  'hall.recovering',
  'hall.storage',
  'hall.notConfigured',
  'access.tooMany',
  'access.signIn',
])

export function isPassing(code: RefusalCode): boolean {
  return passing.has(code)
}
