import { CONSOLE_ROUTES, refuse } from '@service-hall/contract'
import type { ConsoleRoute } from '@service-hall/contract'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'

const rows = new Map<string, ConsoleRoute>(CONSOLE_ROUTES.map((row) => [keyOf(row.method, row.path), row]))

function keyOf(method: string, path: string): string {
  return `${method} ${path}`
}

/** A route is not in the table of the contract. */
export class UnlistedRoute extends Error {
  constructor(route: string) {
    super(`${route} stands in no row of CONSOLE_ROUTES (contract/src/wire/console-routes)`)
  }
}

/**
 * Holds the routes that are mounted on `app` from now on to the table of the contract: one without a row throws
 * `UnlistedRoute`; one whose row is not for strangers or for monitoring is answered only to who is signed in, wherever it
 * was mounted; its row says how large a body may be. What a row says of power and place each route asks itself.
 */
export function holdToTable(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    // Fastify adds HEAD to each GET, by the same options.
    const listed = [route.method].flat().map((method) => rowOf(method === 'HEAD' ? 'GET' : method, route.url))
    for (const row of listed) {
      if (row.by !== 'stranger' && row.by !== 'monitor') guard(route)
      if (row.mostBytes !== undefined) route.bodyLimit = row.mostBytes
    }
  })
}

function rowOf(method: string, url: string): ConsoleRoute {
  const row = rows.get(keyOf(method, url))
  if (!row) throw new UnlistedRoute(keyOf(method, url))
  return row
}

function guard(route: RouteOptions): void {
  const before = [route.onRequest ?? []].flat()
  if (!before.includes(signedInOnly)) route.onRequest = [signedInOnly, ...before]
}

/** Lets only those on who are signed in. */
export async function signedInOnly(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  return request.consolePeer ? undefined : sendRefusal(reply, refuse('access.signIn'))
}
