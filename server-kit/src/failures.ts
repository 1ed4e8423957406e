import { refuse } from '@service-hall/contract'
import type { Refusal } from '@service-hall/contract'

/** What somebody is told when their request broke: that the disk failed, or else that it is our own fault. */
export function failureRefusal(error: unknown): Refusal {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return refuse(/^(journal\.|SQLITE_)/.test(code) ? 'hall.storage' : 'hall.internal')
}
