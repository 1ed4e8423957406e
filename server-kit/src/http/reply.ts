import { refusalStatus, refuse } from '@service-hall/contract'
import type { Refusal } from '@service-hall/contract'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { failureRefusal } from '../failures.ts'
import type { Log } from '../log.ts'

/** Answers a request with a refusal under the HTTP status that stands at the refusal's definition. */
export function sendRefusal(reply: FastifyReply, refusal: Refusal): FastifyReply {
  if (refusal.retryAfterMs !== undefined)
    void reply.header('retry-after', String(Math.ceil(refusal.retryAfterMs / 1000)))
  return reply.status(refusalStatus(refusal.code)).send(refusal)
}

/** An error that a route or plugin threw; `refusal` where it knows what to answer. */
export type RequestError = Error & { statusCode?: number; refusal?: Refusal }

/** Answers a request whose route threw: the caller's mistake as such, ours logged and told without its reason. */
export function sendFailure(
  log: Log,
  error: RequestError,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error.refusal) return sendRefusal(reply, error.refusal)
  if (error.statusCode && error.statusCode < 500)
    return reply.status(error.statusCode).send(refuse('input.invalid'))
  log.error('request.failed', error, { url: request.routeOptions.url })
  return sendRefusal(reply, failureRefusal(error))
}
