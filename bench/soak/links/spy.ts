import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { Socket } from 'node:net'
import { waitFor } from '@service-hall/harness/process'

/** A listener in the middle of a line who counts certain bytes on their way to the device. */
export type Spy = {
  port: number
  /** Bytes of the pattern that passed so far. */
  found(): number
  close(): Promise<void>
}

/** Stands between the terminal and the device on `devicePort`, and looks for `pattern`. */
export async function openSpy(devicePort: number, pattern: Buffer): Promise<Spy> {
  let occurrences = 0
  const sockets = new Set<Socket>()
  const server = createServer((host) => {
    const device = connect({ host: '127.0.0.1', port: devicePort, noDelay: true })
    host.setNoDelay(true)
    let before: Uint8Array = new Uint8Array(0)
    host.on('data', (bytes) => {
      const seen = Buffer.concat([before, bytes])
      occurrences += countOf(seen, pattern)
      before = seen.subarray(Math.max(0, seen.length - pattern.length + 1))
      device.write(bytes)
    })
    device.on('data', (bytes) => host.write(bytes))
    pair(host, device, sockets)
    pair(device, host, sockets)
  })
  await waitFor('a port to listen at', once(server.listen(0, '127.0.0.1'), 'listening'))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    found: () => occurrences * pattern.length,
    async close() {
      for (const socket of sockets) socket.destroy()
      await waitFor('the spy to close', once(server.close(), 'close'))
    },
  }
}

function countOf(bytes: Buffer, pattern: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(pattern); at !== -1; at = bytes.indexOf(pattern, at + 1)) count += 1
  return count
}

/** What ends on one side ends on the other. */
function pair(socket: Socket, other: Socket, sockets: Set<Socket>): void {
  sockets.add(socket)
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    sockets.delete(socket)
    other.destroy()
  })
}
