import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import fastify from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from '@service-hall/contract'
import type { Announcement, Refusal, RefusalCode } from '@service-hall/contract'
import { failureRefusal } from '@service-hall/server-kit'
import type { Gateway } from './context.ts'
import { COOKIE } from './cookie.ts'
import { isForeign } from './origin.ts'
import { enrolmentRoutes } from '../station/routes.ts'
import { sessionRoutes } from '../staff/routes.ts'
import { voiceRoutes } from '../voice/routes.ts'
import { pageRoutes } from './pages.ts'
import type { PageFolders } from './pages.ts'
import type { Peer } from './sessions.ts'

declare module 'fastify' {
  interface FastifyRequest {
    peer: Peer | null
  }
}

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

/** A hook that answers strangers with nothing but that they must sign in. */
export async function signedInOnly(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  return request.peer ? undefined : sendRefusal(reply, refuse('access.signIn'))
}

/** What a call on the display's list announces. */
function announcementOf({ hall }: Gateway, callNumber: number): Announcement | undefined {
  const call = hall.state.view.calls.find((row) => row.callNumber === callNumber)
  const counter = call && hall.config?.counters.find((row) => row.id === call.counterId)
  return call && counter && { ticketNumber: call.ticketNumber, counterNumber: counter.number }
}

/** The HTTP side: signing in, enrolling, pages and announcements. `folders` null: no pages, only the interface. */
export async function httpServer(gateway: Gateway, folders: PageFolders | null): Promise<FastifyInstance> {
  // The nearest proxy is believed, nobody before it.
  const trustProxy = gateway.behindProxy && ((_address: string, hop: number): boolean => hop < 1)
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
    request.peer = gateway.sessions.peerOf(request.cookies[COOKIE])
    const changes = request.method !== 'GET' && request.method !== 'HEAD'
    if (changes && isForeign(request.headers, gateway.behindProxy)) {
      return sendRefusal(reply, refuse('access.otherOrigin'))
    }
  })
  app.setErrorHandler((error: Error & { statusCode?: number; refusal?: Refusal }, request, reply) =>
    failed(gateway, error, request, reply),
  )
  app.setNotFoundHandler((request, reply) =>
    request.peer
      ? reply.status(404).send(refuse('input.invalid', 'no such page'))
      : sendRefusal(reply, refuse('access.signIn')),
  )
  sessionRoutes(app, gateway)
  enrolmentRoutes(app, gateway)
  await app.register(async (inside) => {
    inside.addHook('onRequest', signedInOnly)
    voiceRoutes(inside, {
      log: gateway.log,
      announcementOf: (callNumber) => announcementOf(gateway, callNumber),
      mayListen: ({ peer }) => peer !== null && (peer.kind === 'staff' || peer.stationKind === 'display'),
    })
  })
  if (folders) await pageRoutes(app, folders)
  return app
}

function failed(
  gateway: Gateway,
  error: Error & { statusCode?: number; refusal?: Refusal },
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error.refusal) return sendRefusal(reply, error.refusal)
  if (error.statusCode && error.statusCode < 500)
    return reply.status(error.statusCode).send(refuse('input.invalid'))
  gateway.log.error('request.failed', error, { url: request.routeOptions.url })
  return sendRefusal(reply, failureRefusal(error))
}
