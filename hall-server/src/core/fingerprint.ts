import { hash } from 'node:crypto'
import { actorRef } from '@service-hall/contract'
import type { Actor, DecidableCommand } from '@service-hall/contract'

/** Tells a retry of a command from another command (or another sender) under the same id. */
export function fingerprint(actor: Actor, command: DecidableCommand): string {
  return hash('sha256', `${actorRef(actor)} ${JSON.stringify(command)}`, 'base64url')
}
