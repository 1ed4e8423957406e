import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { waitFor } from '@service-hall/harness/process'

/** A request on the control channel, one JSON object a line; `id` comes back in the answer. */
export type ControlRequest = Record<string, unknown> & { id?: unknown }

/** Answers a request; a thrown Error becomes `{"ok":false,"error":…}`. `peer` tells the connections apart. */
export type ControlHandler = (request: ControlRequest, peer: object) => unknown

/** Opens the control channel on loopback and gives its port. */
export async function openControl(port: number, handle: ControlHandler) {
  const peers = new Set<Socket>()
  const server = createServer((socket) => {
    peers.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('close', () => peers.delete(socket))
    const lines = createInterface({ input: socket })
    // It passes on the socket's errors, which are dealt with above: a peer that hangs up is no fault of ours.
    lines.on('error', () => undefined)
    lines.on('line', (line) => void answer(socket, line, handle))
  })
  await waitFor('a control channel', once(server.listen(port, '127.0.0.1'), 'listening'))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    async close(): Promise<void> {
      for (const peer of peers) peer.destroy()
      await waitFor('the control channel to close', once(server.close(), 'close'))
    },
  }
}

async function answer(socket: Socket, line: string, handle: ControlHandler): Promise<void> {
  let id: unknown
  let reply: object
  try {
    const request = JSON.parse(line) as ControlRequest
    id = request.id
    reply = { ok: true, value: (await handle(request, socket)) ?? null }
  } catch (error) {
    reply = { ok: false, error: error instanceof Error ? error.message : String(error) }
  }
  if (!socket.destroyed)
    socket.write(`${JSON.stringify({ ...(id === undefined ? {} : { id }), ...reply })}\n`)
}
