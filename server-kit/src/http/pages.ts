import { existsSync } from 'node:fs'
import { join } from 'node:path'
import statics from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from 'fastify'

/** Where the built pages are. */
export type PageFolders = {
  /** The sign-in bundle: all that a stranger gets. */
  signin: string
  /** Everything else, for signed-in peers only. */
  app: string
}

export type PageOptions = {
  folders: PageFolders
  /** Name of a page (`admin` is `/admin`, its file `admin.html`) → whether it opens for who asks. */
  pages: Record<string, (request: FastifyRequest) => boolean>
  /** The page that `/` leads to. */
  home: string
  /** Hook that lets only signed-in peers at the files of the pages. */
  signedInOnly: onRequestAsyncHookHandler
}

/**
 * The files of the two bundles: `/signin/…` for everybody, `/app/…` for signed-in peers. Throws when a folder is
 * missing.
 */
export async function servePageFiles(
  app: FastifyInstance,
  { folders, signedInOnly }: Pick<PageOptions, 'folders' | 'signedInOnly'>,
): Promise<void> {
  for (const [name, folder] of Object.entries(folders)) {
    if (!existsSync(folder)) throw new Error(`the ${name} pages are not built (npm run build): ${folder}`)
  }
  await app.register(statics, {
    root: folders.signin,
    prefix: '/signin/',
    index: false,
    cacheControl: false,
    setHeaders: keptAs('public'),
  })
  await app.register(async (inside) => {
    inside.addHook('onRequest', signedInOnly)
    await inside.register(statics, {
      root: folders.app,
      prefix: '/app/',
      index: false,
      cacheControl: false,
      setHeaders: keptAs('private'),
      decorateReply: false,
    })
  })
  app.get('/favicon.ico', (_request, reply) => reply.status(204).send())
}

/** Answers with a page's file; browsers ask for it each time, so that a sign-out shows. */
export function sendPage(reply: FastifyReply, folder: string, name: string): FastifyReply {
  return reply.sendFile(name, folder, { cacheControl: false })
}

/** `/<page>` for each page: itself for those who may see it, the sign-in page for everybody else. */
export async function servePages(app: FastifyInstance, options: PageOptions): Promise<void> {
  const { folders, pages, home } = options
  await servePageFiles(app, options)
  app.get('/', (_request, reply) => reply.redirect(`/${home}`))
  app.get('/signin', (_request, reply) => sendPage(reply, folders.signin, 'signin.html'))
  for (const [page, mayOpen] of Object.entries(pages)) {
    app.get(`/${page}`, (request, reply) =>
      mayOpen(request)
        ? sendPage(reply, folders.app, `${page}.html`)
        : sendPage(reply, folders.signin, 'signin.html'),
    )
  }
}

/** Folders of the pages under a build output. */
export function builtPages(dist: string): PageFolders {
  return { signin: join(dist, 'signin'), app: join(dist, 'app') }
}

/** A file whose name has a digest of its content, as the build names them: another content has another name. */
const DIGESTED = /[\\/]assets[\\/][^\\/]*-[\w-]{8,}\.\w+$/

/**
 * Such files a browser keeps for good; what only signed-in peers get, no cache between keeps (RFC 9111). Everything else
 * is asked for each time.
 */
function keptAs(who: 'public' | 'private') {
  return (reply: FastifyReply, path: string): void => {
    if (DIGESTED.test(path)) void reply.header('cache-control', `${who}, max-age=31536000, immutable`)
  }
}
