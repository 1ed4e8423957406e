import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import { refuse } from '@service-hall/contract'
import { networkOf } from '@service-hall/server-kit'
import {
  isForeign,
  readStrictJson,
  securityHeaders,
  sendFailure,
  sendRefusal,
} from '@service-hall/server-kit/http'
import type { PageFolders, RequestError } from '@service-hall/server-kit/http'
import fastify from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { oidcRoutes } from '../access/oidc/routes.ts'
import { sessionRoutes } from '../access/session-routes.ts'
import type { ConsolePeer } from '../access/sessions.ts'
import { wallBar } from '../access/wall.ts'
import { mountPublicRoutes, mountRoutes } from '../capabilities.ts'
import type { ConsolePorts } from '../ports.ts'
import { consoleCookies } from './cookies.ts'
import { holdToTable, signedInOnly } from './listed-routes.ts'
import { serveConsolePages } from './pages.ts'

declare module 'fastify' {
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions -- only an interface can be merged
  interface FastifyRequest {
    /** Who asks; null: nobody we know. */
    consolePeer: ConsolePeer | null
  }
}

/**
 * The console's HTTP side. Strangers may sign in, and look at the public page where it is switched on; nothing else.
 * `folders` null: no pages, only the interface; `key`: of what browsers keep for the hub.
 */
export async function consoleHttp(
  ports: ConsolePorts,
  folders: PageFolders | null,
  key: Buffer,
): Promise<FastifyInstance> {
  const headers = securityHeaders(ports)
  const app = fastify({
    logger: false,
    bodyLimit: 65_536,
    // The nearest proxy is believed, nobody before it.
    trustProxy: ports.behindProxy && ((_address: string, hop: number): boolean => hop < 1),
    requestTimeout: 15_000,
    keepAliveTimeout: 5_000,
    http: { headersTimeout: 10_000 },
    frameworkErrors: (error, request, reply) => {
      void reply.headers(headers)
      sendFailure(ports.log, error, request, reply)
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
  app.decorateRequest('consolePeer', null)
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers(headers)
    if (!ports.isOurHost(request.raw)) return sendRefusal(reply, refuse('access.otherHost'))
    const peer = ports.sessions.peerOf(request.cookies[consoleCookies(ports).session])
    request.consolePeer = peer
    if (request.method === 'GET' || request.method === 'HEAD') return
    if (isForeign(request.headers, ports.behindProxy)) return sendRefusal(reply, refuse('access.otherOrigin'))
    const barred = wallBar(peer, request)
    if (barred) return sendRefusal(reply, barred)
    if (peer) ports.sessions.acted(peer)
  })
  app.setErrorHandler((error: RequestError, request, reply) => sendFailure(ports.log, error, request, reply))
  const nothingThere = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
    request.consolePeer
      ? reply.status(404).send(refuse('input.invalid', 'no such page'))
      : sendRefusal(reply, refuse('access.signIn'))
  if (folders) await serveConsolePages(app, { folders, signedInOnly, nothingThere })
  else app.setNotFoundHandler(nothingThere)
  mountPublicRoutes(app, ports)
  holdToTable(app)
  sessionRoutes(app, ports)
  oidcRoutes(app, ports, key)
  mountRoutes(app, ports)
  return app
}
