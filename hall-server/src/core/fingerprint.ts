import { hash } from 'node:crypto'
import { actorRef } from '@service-hall/contract'
import type { Actor, DecidableCommand } from '@service-hall/contract'

/**
 * Tells a retry of a command from another command (or another sender) under the same id. A subject id does not count:
 * it is the server's own, and a person who was forgotten in between gets a new one.
 */
export function fingerprint(actor: Actor, command: DecidableCommand): string {
  const own = 'subjectId' in command ? { ...command, subjectId: undefined } : command
  return hash('sha256', `${actorRef(actor)} ${JSON.stringify(own)}`, 'base64url')
}
