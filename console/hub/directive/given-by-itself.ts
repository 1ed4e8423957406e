import { DirectiveId } from '@service-hall/contract'
import { hash } from 'node:crypto'

/** How long a directive that the hub gives by itself may wait, ms: halls without a line get it when they are back. */
export const OWN_VALID_MS = 7 * 24 * 3_600_000

/** An id of a directive that follows from its cause: two nodes give one. */
export function directiveIdFrom(cause: string): DirectiveId {
  const digits = hash('sha256', cause, 'hex')
  const at = [0, 8, 12, 16, 20, 32]
  return DirectiveId.parse(
    at
      .slice(1)
      .map((end, n) => digits.slice(at[n], end))
      .join('-'),
  )
}
