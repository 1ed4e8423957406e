import type { FastifyInstance } from 'fastify'
import { httpApp, nothingThere, servePages } from '@service-hall/server-kit/http'
import type { PageFolders } from '@service-hall/server-kit/http'
import type { Ports } from '../ports.ts'
import { TIME_LIMITS } from './connections.ts'
import type { TimeLimits } from './connections.ts'
import { pages } from './pages.ts'
import { peerOfCookies, renameCookie } from './cookies.ts'
import { signedInOnly } from './peer.ts'

/**
 * The HTTP side: who asks, the routes of the capabilities (`mount`), and the pages. `folders` null: no pages, only the
 * interface.
 */
export async function httpServer(
  ports: Ports,
  mount: (app: FastifyInstance) => void,
  folders: PageFolders | null,
  limits: TimeLimits = TIME_LIMITS,
): Promise<FastifyInstance> {
  const app = await httpApp({
    ...{ log: ports.log, behindProxy: ports.behindProxy, isOurHost: ports.isOurHost },
    ...{ bodyLimit: 16_384, limits },
    identify: (request, reply) => {
      const { peer, token, earlier } = peerOfCookies(ports, request.cookies)
      request.peer = peer
      if (earlier && token !== undefined) renameCookie(reply, ports, token)
    },
    isKnown: ({ peer }) => peer !== null,
    acted: ({ peer, ip }) => peer && ports.sessions.acted(peer, ip),
  })
  app.decorateRequest('peer', null)
  app.setNotFoundHandler(({ peer }, reply) => nothingThere(peer !== null, reply))
  mount(app)
  if (folders) await servePages(app, { folders, pages, home: 'counter', signedInOnly })
  return app
}
