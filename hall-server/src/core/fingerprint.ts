import { hash } from 'node:crypto'
import { actorRef, asSent } from '@service-hall/contract'
import type { Actor, DecidableCommand } from '@service-hall/contract'

/**
 * Tells a retry of a command from another command (or another sender) under the same id. What the server put in itself
 * does not count: the subject id of who showed an ID card is the server's own, a person who was forgotten in between gets
 * a new one, and a kiosk that was started again sends the command without the card, which it has in memory only.
 */
export function fingerprint(actor: Actor, command: DecidableCommand): string {
  return hash('sha256', `${actorRef(actor)} ${JSON.stringify(asSent(command))}`, 'base64url')
}
