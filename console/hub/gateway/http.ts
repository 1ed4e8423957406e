import { httpApp, nothingThere } from '@service-hall/server-kit/http'
import type { PageFolders } from '@service-hall/server-kit/http'
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
  const app = await httpApp({
    ...{ log: ports.log, behindProxy: ports.behindProxy, isOurHost: ports.isOurHost },
    bodyLimit: 65_536,
    identify: (request) => {
      request.consolePeer = ports.sessions.peerOf(request.cookies[consoleCookies(ports).session])
    },
    bars: (request) => wallBar(request.consolePeer, request),
    isKnown: ({ consolePeer }) => consolePeer !== null,
    acted: ({ consolePeer }) => consolePeer && ports.sessions.acted(consolePeer),
  })
  app.decorateRequest('consolePeer', null)
  const nothing = ({ consolePeer }: FastifyRequest, reply: FastifyReply): FastifyReply =>
    nothingThere(consolePeer !== null, reply)
  if (folders) await serveConsolePages(app, { folders, signedInOnly, nothingThere: nothing })
  else app.setNotFoundHandler(nothing)
  mountPublicRoutes(app, ports)
  holdToTable(app)
  sessionRoutes(app, ports)
  oidcRoutes(app, ports, key)
  mountRoutes(app, ports)
  return app
}
