import { readFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { inCache, inRoot } from '@service-hall/harness/paths'
import { createServer, mergeConfig } from 'vite'
import type { InlineConfig, Plugin, ViteDevServer } from 'vite'
import { loadConfig } from '../build/build-stale.ts'
import { bundleNamed } from '../build/bundles.ts'
import { demoPorts, hallAddress } from './options.ts'
import type { DemoOptions } from './options.ts'
import { hubAddress } from './processes.ts'

const HOST = '127.0.0.1'

/** Serves counter terminal, call display, administration, the kiosk's screen and the console from their sources. */
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
        proxy: {
          '^/screen$': { target: `http://${HOST}:${ports.preview}`, ws: true },
          '^/media/': { target: `http://${HOST}:${ports.preview}` },
        },
      },
    }),
    ...(options.halls === 0 ? [] : [openConsole(ports.console, hubAddress(options))]),
  ])
  return { close: async () => void (await Promise.all(servers.map((server) => server.close()))) }
}

/** The console's pages in front of a hub. */
export function openConsole(port: number, hub: string): Promise<ViteDevServer> {
  return open('console', 'console/app', {
    base: '/',
    appType: 'custom',
    plugins: [consoleGate(hub)],
    server: {
      port,
      // As above: the hub compares the host with the origin of the page.
      proxy: {
        '/api': { target: hub },
        '/socket.io': { target: hub, ws: true },
        '^/nearby(/.*)?$': { target: hub },
      },
    },
  })
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

/** Stands in for the hub's own gate: whatever page is asked for, those who are signed in get the app, others the sign-in page. */
function consoleGate(hub: string): Plugin {
  return {
    name: 'console-gate',
    configureServer: (server) => {
      server.middlewares.use((request, response, next) => {
        const { url = '', method, headers } = request
        const isPage = method === 'GET' && (headers.accept ?? '').includes('text/html')
        if (!isPage || /^\/(api|socket\.io|nearby|@)/.test(url)) return next()
        consolePage(server, hub, request).then((html) => {
          response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
          response.end(html)
        }, next)
      })
    },
  }
}

async function consolePage(server: ViteDevServer, hub: string, request: IncomingMessage): Promise<string> {
  const { url = '/', headers } = request
  const me = await fetch(new URL('/api/me', hub), { headers: { cookie: headers.cookie ?? '' } })
  const name = me.ok && url.split('?')[0] !== '/signin' ? 'app' : 'signin'
  const text = await readFile(join(inRoot('console/web'), `${name}.html`), 'utf8')
  // Addresses of pages are deep, and their files are not below them.
  return server.transformIndexHtml(url, text.replaceAll('src="./', 'src="/'))
}
