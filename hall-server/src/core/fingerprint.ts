import { hash } from 'node:crypto'
import { actorRef } from '@service-hall/contract'
import type { Actor, DecidableCommand } from '@service-hall/contract'

/**
 * Tells a retry of a command from another command (or another sender) under the same id. Who showed an ID card does not
 * count: the subject id is the server's own, a person who was forgotten in between gets a new one, and a kiosk that was
 * started again sends the command without the card, which it has in memory only.
 */
export function fingerprint(actor: Actor, command: DecidableCommand): string {
  const own = 'subjectId' in command ? { ...command, subjectId: undefined, holder: undefined } : command
  return hash('sha256', `${actorRef(actor)} ${JSON.stringify(own)}`, 'base64url')
}
