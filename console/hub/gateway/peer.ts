import type { FastifyRequest } from 'fastify'
import type { ConsolePeer } from '../access/sessions.ts'
import type { RecordSender } from '../records/records.ts'

/** Who asks, on a route that only signed-in accounts reach. */
export function peerOf({ consolePeer }: FastifyRequest): ConsolePeer {
  if (!consolePeer) throw new Error('a route without its guard')
  return consolePeer
}

/** The sender of a command that comes with a request. */
export function senderOf(request: FastifyRequest): RecordSender {
  return { accountId: peerOf(request).account.accountId, from: request.ip }
}
