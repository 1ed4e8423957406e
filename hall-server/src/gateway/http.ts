import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import { refuse } from '@service-hall/contract'
import {
  bareResponse,
  isForeign,
  readStrictJson,
  sendFailure,
  securityHeaders,
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
import { peerOfCookies, renameCookie } from './cookies.ts'
import { signedInOnly } from './peer.ts'

/** What Node says of a request that it cannot read. */
const HEAD_ERRORS: Readonly<Partial<Record<string, [number, string]>>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout'],
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large'],
}

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
  const headers = securityHeaders(ports)
  const app = fastify({
    logger: false,
    bodyLimit: 16_384,
    trustProxy,
    requestTimeout: requestMs,
    // Longer than any proxy or browser keeps a connection that it will not use again.
    keepAliveTimeout: 5_000,
    http: { headersTimeout: headMs, connectionsCheckingInterval: checkMs },
    // What never becomes a request of ours: a path that cannot be read, a head that is none.
    frameworkErrors: (error, request, reply) => {
      void reply.headers(headers)
      sendFailure(ports.log, error, request, reply)
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
    void reply.headers(headers)
    if (!ports.isOurHost(request.raw)) return sendRefusal(reply, refuse('access.otherHost'))
    const { peer, token, earlier } = peerOfCookies(ports, request.cookies)
    request.peer = peer
    if (earlier && token !== undefined) renameCookie(reply, ports, token)
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
