import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import fastify from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '@service-hall/contract'
import type { Refusal } from '@service-hall/contract'
import type { Peer } from '../core/capability.ts'
import type { Ports } from '../ports.ts'
import { COOKIE } from './cookie.ts'
import { isForeign } from './origin.ts'
import { failureRefusal } from '@service-hall/server-kit'
import { pageRoutes } from './pages.ts'
import type { PageFolders } from './pages.ts'
import { sendRefusal } from './reply.ts'

declare module 'fastify' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface can be merged
  interface FastifyRequest {
    peer: Peer | null
  }
}

const HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "media-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

/**
 * The HTTP side: who asks, the routes of the capabilities (`mount`), and the pages. `folders` null: no pages, only the
 * interface.
 */
export async function httpServer(
  ports: Ports,
  mount: (app: FastifyInstance) => void,
  folders: PageFolders | null,
): Promise<FastifyInstance> {
  // The nearest proxy is believed, nobody before it.
  const trustProxy = ports.behindProxy && ((_address: string, hop: number): boolean => hop < 1)
  const app = fastify({ logger: false, bodyLimit: 16_384, trustProxy })
  await app.register(cookie)
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: () =>
      Object.assign(new Error('too many requests'), { statusCode: 429, refusal: refuse('access.tooMany') }),
  })
  app.decorateRequest('peer', null)
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers(HEADERS)
    request.peer = ports.sessions.peerOf(request.cookies[COOKIE])
    const changes = request.method !== 'GET' && request.method !== 'HEAD'
    if (changes && isForeign(request.headers, ports.behindProxy)) {
      return sendRefusal(reply, refuse('access.otherOrigin'))
    }
  })
  app.setErrorHandler((error: Error & { statusCode?: number; refusal?: Refusal }, request, reply) =>
    failed(ports, error, request, reply),
  )
  app.setNotFoundHandler((request, reply) =>
    request.peer
      ? reply.status(404).send(refuse('input.invalid', 'no such page'))
      : sendRefusal(reply, refuse('access.signIn')),
  )
  mount(app)
  if (folders) await pageRoutes(app, folders)
  return app
}

function failed(
  ports: Ports,
  error: Error & { statusCode?: number; refusal?: Refusal },
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error.refusal) return sendRefusal(reply, error.refusal)
  if (error.statusCode && error.statusCode < 500)
    return reply.status(error.statusCode).send(refuse('input.invalid'))
  ports.log.error('request.failed', error, { url: request.routeOptions.url })
  return sendRefusal(reply, failureRefusal(error))
}
