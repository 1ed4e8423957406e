import { hash } from 'node:crypto'
import type { CommandId } from '@service-hall/contract'

/**
 * The id of a command of the server to itself, derived from what it answers to: `park-due:<ticket>:<revision>`. Asked for
 * twice, or again after a restart, it is done once. It has a colon in it, which no id of a peer may have (`PeerCommandId`).
 */
export function derivedId(name: string, ...cause: readonly (string | number)[]): CommandId {
  return [name, ...cause].join(':') as CommandId
}

/** Whether an id is one that only the server makes. */
export function isDerived(id: string): boolean {
  return id.includes(':')
}

/** The id that a command of the server is kept under when a peer has used its own. */
export function insteadOf(id: string): CommandId {
  return derivedId('own', hash('sha256', id, 'base64url'))
}
