import type { IncomingMessage } from 'node:http'
import { inCache } from '@service-hall/harness/paths'
import { createServer, mergeConfig } from 'vite'
import type { InlineConfig, Plugin, ViteDevServer } from 'vite'
import { loadConfig } from '../build/build-stale.ts'
import { bundleNamed } from '../build/bundles.ts'
import { demoPorts } from './options.ts'
import type { DemoOptions } from './options.ts'
import { hallAddress } from './processes.ts'

const HOST = '127.0.0.1'

/** Serves counter terminal, call display, administration and the kiosk's screen from their sources. */
export async function openScreens(options: DemoOptions): Promise<{ close: () => Promise<void> }> {
  const hall = hallAddress(options)
  const ports = demoPorts(options)
  const servers = await Promise.all([
    open('pages', 'hall-server/app', {
      base: '/',
      appType: 'mpa',
      plugins: [pageGate(hall)],
      server: {
        port: ports.pages,
        // Neither rewrites the host: the hall server compares it with the origin of the page.
        proxy: { '/api': { target: hall }, '/socket.io': { target: hall, ws: true } },
      },
    }),
    open('screen', 'kiosk/screen', {
      server: {
        port: ports.screen,
        proxy: { '^/screen$': { target: `http://${HOST}:${ports.preview}`, ws: true } },
      },
    }),
  ])
  return { close: async () => void (await Promise.all(servers.map((server) => server.close()))) }
}

async function open(name: string, bundle: string, dev: InlineConfig): Promise<ViteDevServer> {
  const common: InlineConfig = {
    configFile: false,
    logLevel: 'warn',
    cacheDir: inCache(`dev-${name}`),
    server: { host: HOST, strictPort: true },
  }
  const server = await createServer(
    mergeConfig(mergeConfig(await loadConfig(bundleNamed(bundle)), common), dev),
  )
  return server.listen()
}

/** Stands in for the hall server's own gate: a page for those who are signed in, else the sign-in page. */
function pageGate(hall: string): Plugin {
  return {
    name: 'page-gate',
    configureServer: ({ middlewares }) => {
      middlewares.use((request, response, next) => {
        const [, page] = /^\/(counter|display|admin|signin)(?:[?#].*)?$/.exec(request.url ?? '') ?? []
        if (request.url === '/') {
          response.writeHead(302, { location: '/counter' }).end()
        } else if (page === undefined) {
          next()
        } else {
          pageFor(hall, page, request).then((file) => {
            request.url = `/${file}.html`
            next()
          }, next)
        }
      })
    },
  }
}

async function pageFor(hall: string, page: string, { headers }: IncomingMessage): Promise<string> {
  const response = await fetch(new URL('/api/session', hall), { headers: { cookie: headers.cookie ?? '' } })
  if (!response.ok) return 'signin'
  const { kind } = (await response.json()) as { kind: string }
  return (kind === 'station') === (page === 'display') ? page : 'signin'
}
