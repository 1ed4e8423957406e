import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import { refuse } from '@service-hall/contract'
import {
  SECURITY_HEADERS,
  isForeign,
  readStrictJson,
  sendFailure,
  sendRefusal,
  servePages,
} from '@service-hall/server-kit/http'
import type { PageFolders, RequestError } from '@service-hall/server-kit/http'
import fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { networkOf } from '@service-hall/server-kit'
import type { Ports } from '../ports.ts'
import { TIME_LIMITS } from './connections.ts'
import type { TimeLimits } from './connections.ts'
import { pages } from './pages.ts'
import { COOKIE, signedInOnly } from './peer.ts'

/**
 * The HTTP side: who asks, the routes of the capabilities (`mount`), and the pages. `folders` null: no pages, only the
 * interface.
 */
export async function httpServer(
  ports: Ports,
  mount: (app: FastifyInstance) => void,
  folders: PageFolders | null,
  { headMs, requestMs, checkMs }: TimeLimits = TIME_LIMITS,
): Promise<FastifyInstance> {
  // The nearest proxy is believed, nobody before it.
  const trustProxy = ports.behindProxy && ((_address: string, hop: number): boolean => hop < 1)
  const app = fastify({
    logger: false,
    bodyLimit: 16_384,
    trustProxy,
    requestTimeout: requestMs,
    // Longer than any proxy or browser keeps a connection that it will not use again.
    keepAliveTimeout: 5_000,
    http: { headersTimeout: headMs, connectionsCheckingInterval: checkMs },
  })
  readStrictJson(app)
  await app.register(cookie)
  await app.register(rateLimit, {
    global: false,
    keyGenerator: ({ ip }) => networkOf(ip),
    errorResponseBuilder: () =>
      Object.assign(new Error('too many requests'), { statusCode: 429, refusal: refuse('access.tooMany') }),
  })
  app.decorateRequest('peer', null)
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers(SECURITY_HEADERS)
    request.peer = ports.sessions.peerOf(request.cookies[COOKIE])
    const changes = request.method !== 'GET' && request.method !== 'HEAD'
    if (changes && isForeign(request.headers, ports.behindProxy)) {
      return sendRefusal(reply, refuse('access.otherOrigin'))
    }
    if (changes && request.peer) ports.sessions.acted(request.peer, request.ip)
  })
  app.setErrorHandler((error: RequestError, request, reply) => sendFailure(ports.log, error, request, reply))
  app.setNotFoundHandler((request, reply) =>
    request.peer
      ? reply.status(404).send(refuse('input.invalid', 'no such page'))
      : sendRefusal(reply, refuse('access.signIn')),
  )
  mount(app)
  if (folders) await servePages(app, { folders, pages, home: 'counter', signedInOnly })
  return app
}
