import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ScreenIntent, kioskImageOf } from '@service-hall/contract'
import type { KioskView, ScreenMessage } from '@service-hall/contract'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { isSameSecret } from '@service-hall/server-kit'
import type { Log } from '@service-hall/server-kit'
import { readImage } from '@service-hall/server-kit/image'
import { findFile, screenPolicy } from '@service-hall/server-kit/screen-files'
import type { ScreenListener, ScreenPort } from './port.ts'

export type PreviewOptions = {
  host: '127.0.0.1' | '::1' | 'localhost'
  /** 0: any free port. */
  port: number
  /** Built files of the kiosk's screen. */
  folder: string
  /** Images of the station's playlist. */
  images: string
  /** Whoever has it may use the screen. */
  token: string
  log: Log
}

export type Preview = ScreenPort & {
  /** Address with the token in its fragment, which no server log and no referrer ever holds. */
  url: string
}

const HELLO_TIMEOUT_MS = 5_000
const LARGEST_MESSAGE = 4_096
const closeCode = { wrongToken: 4401, malformed: 4400 }

const headers = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
}
/**
 * Serves the kiosk's screen to a browser on this machine: for machines without Electron and for work on the screen.
 * Listens on loopback only; the page's files are public there, all else needs the token.
 */
export async function openPreview(options: PreviewOptions, listener: ScreenListener): Promise<Preview> {
  const { host, port, folder, images, token, log } = options
  const screens = new Set<WebSocket>()
  const server = createServer((request, response) => {
    serve({ folder, images }, request, response).catch((cause: unknown) => {
      log.error('preview.failed', cause)
      response.writeHead(500, headers).end()
    })
  })
  const sockets = new WebSocketServer({
    server,
    path: '/screen',
    maxPayload: LARGEST_MESSAGE,
    verifyClient: ({ req, origin }: { req: IncomingMessage; origin: string }) =>
      isLocal(req) && origin === `http://${req.headers.host ?? ''}`,
  })
  sockets.on('connection', (socket) => welcome(socket))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const address = server.address() as AddressInfo
  const shownHost = host === '::1' ? '[::1]' : host

  function welcome(socket: WebSocket): void {
    let known = false
    const timer = setTimeout(() => socket.close(closeCode.wrongToken), HELLO_TIMEOUT_MS)
    socket.on('error', (cause) => log.warn('preview.socket', { reason: cause.message }))
    socket.on('close', () => {
      clearTimeout(timer)
      screens.delete(socket)
    })
    socket.on('message', (data, isBinary) => {
      const message = isBinary ? undefined : parse(data)
      if (known) return onIntent(socket, message)
      clearTimeout(timer)
      if (!isHello(message, token)) return socket.close(closeCode.wrongToken)
      known = true
      screens.add(socket)
      listener.opened()
    })
  }

  function onIntent(socket: WebSocket, message: unknown): void {
    const intent = ScreenIntent.safeParse(message)
    if (intent.success) return listener.intent(intent.data)
    listener.malformed()
    socket.close(closeCode.malformed)
  }

  return {
    url: `http://${shownHost}:${address.port}/#token=${token}`,
    show(view: KioskView) {
      const text = JSON.stringify({ type: 'view', view } satisfies ScreenMessage)
      for (const socket of screens) socket.send(text)
    },
    async close() {
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

type Folders = Pick<PreviewOptions, 'folder' | 'images'>

async function serve(
  { folder, images }: Folders,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isLocal(request)) return void response.writeHead(421, headers).end()
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return void response.writeHead(405, headers).end()
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  const sha256 = kioskImageOf(pathname)
  const image = sha256 === null ? null : await readImage(images, sha256)
  const file = image ? { type: image.media, body: image.bytes } : await findFile(folder, pathname)
  if (file === null) return void response.writeHead(404, headers).end()
  response.writeHead(200, {
    ...headers,
    'content-type': file.type,
    'content-security-policy': screenPolicy([`ws://${request.headers.host}`]),
  })
  response.end(request.method === 'HEAD' ? undefined : file.body)
}

/** Whether the browser asked for this machine by a local name: a foreign name that points here is turned away. */
function isLocal({ headers: { host = '' } }: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host)
}

function parse(data: WebSocket.RawData): unknown {
  const text = Array.isArray(data) ? Buffer.concat(data).toString() : Buffer.from(data as Buffer).toString()
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function isHello(message: unknown, token: string): boolean {
  if (typeof message !== 'object' || message === null) return false
  if (!('type' in message) || message.type !== 'hello') return false
  if (!('token' in message) || typeof message.token !== 'string') return false
  return isSameSecret(message.token, token)
}
