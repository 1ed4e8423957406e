import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { waitFor } from '../../process/index.ts'
import type { Fault, FaultScript } from './faults.ts'

/** What a test may have a sandbox do or tell, by name: `pay`, `trades`. Bodies and answers are JSON. */
export type Actions = Readonly<Record<string, (body: never) => unknown>>

export type Control = { port: number; close: () => Promise<void> }

/** The largest body that a control port reads, bytes. */
const MOST_BYTES = 4_000_000

/**
 * The port by which tests and the demo drive a sandbox: `POST /<action>` with a JSON body. Every sandbox has `faults`
 * (adds), `clearFaults` (of one place, or all) and `usedFaults` besides its own actions. On 127.0.0.1 only.
 */
export async function startControl(actions: Actions, faults: FaultScript, port = 0): Promise<Control> {
  const all: Actions = {
    ...actions,
    faults: (list: Fault[]) => faults.add(list),
    clearFaults: (at: unknown) => faults.clear(typeof at === 'string' ? at : undefined),
    usedFaults: () => Object.fromEntries(faults.used),
  }
  const server = createServer((request, response) => {
    const reply = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify(body ?? null))
    }
    act(all, request).then(
      (answer) => reply(200, answer),
      (error: unknown) => reply(400, { error: error instanceof Error ? error.message : String(error) }),
    )
  })
  await waitFor('a sandbox to listen', once(server.listen(port, '127.0.0.1'), 'listening'))
  return { port: (server.address() as AddressInfo).port, close: () => closed(server) }
}

async function act(actions: Actions, request: IncomingMessage): Promise<unknown> {
  const name = (request.url ?? '').slice(1)
  if (request.method !== 'POST' || !Object.hasOwn(actions, name)) throw new Error(`no such action: ${name}`)
  const body = await bytesOf(request)
  return actions[name]?.((body.length === 0 ? undefined : JSON.parse(body.toString('utf8'))) as never)
}

/** The whole body of a request. */
export async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of request) {
    length += (piece as Buffer).length
    if (length > MOST_BYTES) throw new Error(`more than ${MOST_BYTES} bytes`)
    pieces.push(piece as Buffer)
  }
  return Buffer.concat(pieces)
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  await waitFor('a sandbox to close', once(server.close(), 'close'))
}

/** Asks a sandbox's control port. Throws what it refuses. */
export async function askControl<Answer = unknown>(
  port: number,
  action: string,
  body?: unknown,
): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port}/${action}`, {
    method: 'POST',
    body: body === undefined ? null : JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  })
  const answer = (await response.json()) as Answer & { error?: string }
  if (!response.ok) throw new Error(`${action}: ${answer.error}`)
  return answer
}
