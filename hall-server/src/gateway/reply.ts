import type { FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '@service-hall/contract'
import type { Refusal, RefusalCode } from '@service-hall/contract'

const STATUS: Partial<Record<RefusalCode, number>> = {
  'access.signIn': 401,
  'access.wrongPassword': 401,
  'access.denied': 403,
  'access.otherOrigin': 403,
  'access.locked': 423,
  'access.tooMany': 429,
  'enrolment.unknownCode': 404,
  'enrolment.unknownRequest': 404,
  'voice.unavailable': 404,
  'voice.unknownCall': 404,
  'ticket.unknown': 404,
  'hall.recovering': 503,
  'hall.storage': 503,
  'hall.internal': 500,
}

/** Answers a request with a refusal under the HTTP status that fits its code. */
export function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  return reply.status(STATUS[refusal.code] ?? 400).send(refusal)
}

/** A hook that answers strangers with nothing but that they must sign in. */
export async function signedInOnly(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  return request.peer ? undefined : sendRefusal(reply, refuse('access.signIn'))
}
