import { existsSync } from 'node:fs'
import { join } from 'node:path'
import statics from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import type { Peer } from '../core/capability.ts'
import { signedInOnly } from './reply.ts'

/** Where the built pages are. */
export type PageFolders = {
  /** The sign-in bundle: all that a stranger gets. */
  signin: string
  /** Everything else, for signed-in peers only. */
  app: string
}

const PAGES: Record<string, (peer: Peer) => boolean> = {
  counter: (peer) => peer.kind === 'staff' && peer.roles.includes('counterStaff'),
  admin: (peer) => peer.kind === 'staff' && peer.roles.some((role) => role !== 'counterStaff'),
  display: (peer) => peer.kind === 'station' && peer.stationKind === 'display',
}

/** `/counter`, `/admin`, `/display`: the page for those who may see it, the sign-in page for everybody else. */
export async function pageRoutes(app: FastifyInstance, folders: PageFolders): Promise<void> {
  for (const [name, folder] of Object.entries(folders) as [string, string][]) {
    if (!existsSync(folder)) throw new Error(`the ${name} pages are not built (npm run build): ${folder}`)
  }
  await app.register(statics, { root: folders.signin, prefix: '/signin/', index: false, maxAge: '1h' })
  await app.register(async (inside) => {
    inside.addHook('onRequest', signedInOnly)
    await inside.register(statics, {
      root: folders.app,
      prefix: '/app/',
      index: false,
      maxAge: '1h',
      decorateReply: false,
    })
  })

  const file = (folder: string, name: string): [string, string, object] => [
    name,
    folder,
    { cacheControl: false },
  ]
  app.get('/', (_request, reply) => reply.redirect('/counter'))
  app.get('/signin', (_request, reply) => reply.sendFile(...file(folders.signin, 'signin.html')))
  for (const [page, mayOpen] of Object.entries(PAGES)) {
    app.get(`/${page}`, (request, reply) => {
      void reply.header('cache-control', 'no-store')
      const open = request.peer !== null && mayOpen(request.peer)
      if (open) return reply.sendFile(...file(folders.app, `${page}.html`))
      return reply.sendFile(...file(folders.signin, 'signin.html'))
    })
  }
  app.get('/favicon.ico', (_request, reply) => reply.status(204).send())
}

/** Folders of the pages under a build output. */
export function builtPages(dist: string): PageFolders {
  return { signin: join(dist, 'signin'), app: join(dist, 'app') }
}
