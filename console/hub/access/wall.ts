import { refuse } from '@service-hall/contract'
import type { Refusal } from '@service-hall/contract'
import type { ConsolePeer } from './sessions.ts'

/** What a wall may send: it signs out, or another signs in at its browser. */
const SIGNING = ['/api/session', '/api/session/active', '/api/session/oidc']

/** A wall only looks, whatever it sends; null: it may. */
export function wallBar(
  peer: ConsolePeer | null,
  { method, url }: { method: string; url: string },
): Refusal | null {
  if (!peer?.account.wall || method === 'GET' || method === 'HEAD') return null
  return SIGNING.includes(url.split('?')[0] ?? '') ? null : refuse('account.wallLooks')
}
