import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import { refuse } from '@service-hall/contract'
import type { Refusal } from '@service-hall/contract'
import fastify from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Log } from '../log.ts'
import { networkOf } from '../network.ts'
import { StartError } from '../start-failure.ts'
import { bareResponse, securityHeaders } from './headers.ts'
import { isHostName } from './host.ts'
import type { HostCheck } from './host.ts'
import { isForeign } from './origin.ts'
import { sendFailure, sendRefusal } from './reply.ts'
import type { RequestError } from './reply.ts'
import { readStrictJson } from './strict-json.ts'

export type HttpAppOptions = {
  log: Log
  /** A proxy that speaks TLS stands before it. */
  behindProxy: boolean
  isOurHost: HostCheck
  /** Largest body, bytes, where a route says nothing. */
  bodyLimit: number
  /** How long a peer may take for a request's head, and for all of it; how often that is looked at, ms. */
  limits?: { headMs: number; requestMs: number; checkMs?: number }
  /** Puts into the request who asks. */
  identify: (request: FastifyRequest, reply: FastifyReply) => void
  /** Why who asks may change nothing here; null: they may, as far as this knows. */
  bars?: (request: FastifyRequest) => Refusal | null
  /** Whether somebody known asks. */
  isKnown: (request: FastifyRequest) => boolean
  /** Somebody asked for a change. */
  acted: (request: FastifyRequest) => void
}

/** A request is a few hundred bytes: a line that needs ten seconds for them carries nothing. */
const LIMITS: NonNullable<HttpAppOptions['limits']> = { headMs: 10_000, requestMs: 15_000 }

/** What Node says of a request that it cannot read. */
const HEAD_ERRORS: Readonly<Partial<Record<string, [number, string]>>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout'],
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large'],
}

/**
 * The HTTP side that every server has: the same headers on every answer, strict JSON, cookies, rate limits by network for
 * routes that ask for them, only requests that were meant for it (host), changes only from its own pages (origin), and every
 * failure as a refusal. What is no route is 401 to strangers, so that they do not learn what there is.
 */
export async function httpApp(options: HttpAppOptions): Promise<FastifyInstance> {
  const { log, behindProxy, isOurHost, identify, bars, isKnown, acted } = options
  const headers = securityHeaders({ behindProxy })
  const app = bareApp(options, headers)
  readStrictJson(app)
  await app.register(cookie)
  await app.register(rateLimit, {
    global: false,
    keyGenerator: ({ ip }) => networkOf(ip),
    errorResponseBuilder: () =>
      Object.assign(new Error('too many requests'), { statusCode: 429, refusal: refuse('access.tooMany') }),
  })
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers(headers)
    if (!isOurHost(request.raw)) return sendRefusal(reply, refuse('access.otherHost'))
    identify(request, reply)
    if (request.method === 'GET' || request.method === 'HEAD') return
    if (isForeign(request.headers, behindProxy)) return sendRefusal(reply, refuse('access.otherOrigin'))
    const barred = bars?.(request)
    if (barred) return sendRefusal(reply, barred)
    if (isKnown(request)) acted(request)
  })
  app.setErrorHandler((error: RequestError, request, reply) => sendFailure(log, error, request, reply))
  return app
}

const noSchemas = (): never => {
  throw new Error('routes declare no schemas: the contract checks what comes in')
}

function bareApp(options: HttpAppOptions, headers: Record<string, string>): FastifyInstance {
  const { log, behindProxy, bodyLimit, limits = LIMITS } = options
  const { headMs, requestMs, checkMs } = limits
  return fastify({
    logger: false,
    bodyLimit,
    // Without these Fastify loads two compilers of schemas, a fifth of a second of each start.
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    // The nearest proxy is believed, nobody before it.
    trustProxy: behindProxy && ((_address: string, hop: number): boolean => hop < 1),
    requestTimeout: requestMs,
    // Longer than any proxy or browser keeps a connection that it will not use again.
    keepAliveTimeout: 5_000,
    http: {
      headersTimeout: headMs,
      ...(checkMs === undefined ? {} : { connectionsCheckingInterval: checkMs }),
    },
    // What never becomes a request of ours: a path that cannot be read, a head that is none.
    frameworkErrors: (error, request, reply) => {
      void reply.headers(headers)
      sendFailure(log, error, request, reply)
    },
    clientErrorHandler: (error, socket) => {
      const [status, reason] = HEAD_ERRORS[(error as NodeJS.ErrnoException).code ?? ''] ?? [
        400,
        'Bad Request',
      ]
      if (socket.writable) socket.write(bareResponse(status, reason, headers))
      socket.destroy(error)
    },
  })
}

/** The answer for what is no page or route. */
export function nothingThere(isKnown: boolean, reply: FastifyReply): FastifyReply {
  const refusal: Refusal = refuse('input.invalid', 'no such page')
  return isKnown ? reply.status(404).send(refusal) : sendRefusal(reply, refuse('access.signIn'))
}

/** `--allow-host`. Throws `host.noName`. */
export function hostNameOf(text: string): string {
  if (!isHostName(text)) throw new StartError('host.noName', `--allow-host ${text}`)
  return text
}
