import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Socket } from 'node:net'
import { waitFor } from '@service-hall/harness/process'

/** The far end of a cable: keeps what came through, in all connections. */
export type FarEnd = {
  port: number
  /** Everything heard so far, a character a byte. */
  heard: () => string
  /** Resolves when it has heard this. */
  until: (wanted: string) => Promise<void>
  send: (text: string) => void
  /** Reads nothing any more, so that all buffers on the way fill up. */
  stall: () => void
  /** Ends all connections. */
  hangUp: () => void
  stop: () => Promise<void>
}

/** Starts a far end on a free port; `onBytes` hears each chunk as it comes. */
export async function aFarEnd(onBytes: (bytes: Buffer) => void = () => undefined): Promise<FarEnd> {
  const sockets = new Set<Socket>()
  const arrivals = new Set<() => void>()
  let stalled = false
  let text = ''
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1')
      onBytes(bytes)
      for (const arrived of [...arrivals]) arrived()
    })
    if (stalled) socket.pause()
  })
  await waitFor('a port to listen at', once(server.listen(0, '127.0.0.1'), 'listening'))
  const address = server.address()
  const hangUp = () => sockets.forEach((socket) => socket.destroy())
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    heard: () => text,
    send: (bytes) => sockets.forEach((socket) => socket.write(bytes, 'latin1')),
    until: (wanted) => {
      const there = new Promise<void>((resolve) => {
        const look = () => {
          if (!text.includes(wanted)) return
          arrivals.delete(look)
          resolve()
        }
        arrivals.add(look)
        look()
      })
      return waitFor(`${wanted} at the far end`, there)
    },
    stall: () => {
      stalled = true
      for (const socket of sockets) socket.pause()
    },
    hangUp,
    stop: async () => {
      hangUp()
      await waitFor('the far end to close', once(server.close(), 'close'))
    },
  }
}
