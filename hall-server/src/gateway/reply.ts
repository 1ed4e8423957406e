import type { FastifyReply, FastifyRequest } from 'fastify'
import { refusalStatus, refuse } from '@service-hall/contract'
import type { Refusal } from '@service-hall/contract'

/** Answers a request with a refusal under the HTTP status that fits its code. */
export function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  return reply.status(refusalStatus(refusal.code)).send(refusal)
}

/** A hook that answers strangers with nothing but that they must sign in. */
export async function signedInOnly(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  return request.peer ? undefined : sendRefusal(reply, refuse('access.signIn'))
}
