import { sendPage, servePageFiles } from '@service-hall/server-kit/http'
import type { PageOptions } from '@service-hall/server-kit/http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

type ConsolePages = Pick<PageOptions, 'folders' | 'signedInOnly'> & {
  /** Answers requests for what is no page. */
  nothingThere: (request: FastifyRequest, reply: FastifyReply) => FastifyReply
}

/** Parts of an address as pages have them: no file's name, nothing that climbs. */
const PAGE = /^\/([\w-]+(\/[\w-]+)*\/?)?$/
/** First parts that are no page's. */
const NO_PAGE = ['api', 'app', 'nearby', 'signin', 'socket.io']

/**
 * The console is one page with many addresses, which its own router reads: each of them brings the page itself to signed-in
 * sessions, the sign-in page to everybody else. What is no address of a page stays a 401 or 404 in JSON.
 */
export async function serveConsolePages(app: FastifyInstance, options: ConsolePages): Promise<void> {
  const { folders, nothingThere } = options
  await servePageFiles(app, options)
  app.get('/signin', (_request, reply) => sendPage(reply, folders.signin, 'signin.html'))
  app.setNotFoundHandler((request, reply) => {
    if (!isPageAddress(request)) return nothingThere(request, reply)
    return request.consolePeer
      ? sendPage(reply, folders.app, 'app.html')
      : sendPage(reply, folders.signin, 'signin.html')
  })
}

function isPageAddress({ method, url }: FastifyRequest): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false
  const path = url.split('?')[0] ?? ''
  return PAGE.test(path) && !NO_PAGE.includes(path.split('/')[1] ?? '')
}
