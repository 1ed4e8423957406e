import { HALL_ROUTES } from '@service-hall/contract'
import fastify from 'fastify'
import { expect, test } from 'vitest'
import { mountRoutes } from '../capabilities.ts'
import type { Ports } from '../ports.ts'

/** What the capabilities mount; none of their routes is called. */
async function mountedRoutes(): Promise<string[]> {
  const app = fastify()
  const routes: string[] = []
  app.decorateRequest('peer', null)
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) if (one !== 'HEAD') routes.push(`${one} ${url}`)
  })
  mountRoutes(app, { dataFolder: '/nowhere' } as Ports)
  await app.ready()
  await app.close()
  return routes.sort()
}

test('the contract lists every route that the server has, and no other', async () => {
  expect(await mountedRoutes()).toEqual(HALL_ROUTES.map(({ method, path }) => `${method} ${path}`).sort())
})
