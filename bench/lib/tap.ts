import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { Socket } from 'node:net'
import { waitFor } from '@service-hall/harness/process'

/** A question as it went over the line, and how many bytes came back before the next one. */
export type Step = {
  write: Uint8Array
  readBytes: number
}

/** A listener in the middle of a TCP line. */
export type Tap = {
  port: number
  /** What passes while `talk` goes on, as steps. */
  record(talk: () => Promise<unknown>): Promise<Step[]>
  close(): void
}

/** Stands between a line's host and the device on `devicePort`. */
export async function openTap(devicePort: number): Promise<Tap> {
  let steps: Step[] | undefined
  const sockets = new Set<Socket>()
  const server = createServer((host) => {
    const device = connect({ host: '127.0.0.1', port: devicePort, noDelay: true })
    host.setNoDelay(true)
    join(host, device, (bytes) => {
      const last = steps?.at(-1)
      if (last?.readBytes === 0) last.write = Buffer.concat([last.write, bytes])
      else steps?.push({ write: Uint8Array.from(bytes), readBytes: 0 })
    })
    join(device, host, (bytes) => {
      const last = steps?.at(-1)
      if (last) last.readBytes += bytes.length
    })
    for (const socket of [host, device]) sockets.add(socket)
  })
  await waitFor('a port to listen at', once(server.listen(0, '127.0.0.1'), 'listening'))
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    async record(talk) {
      const recorded: Step[] = []
      steps = recorded
      await talk()
      steps = undefined
      return recorded
    },
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}

function join(from: Socket, to: Socket, note: (bytes: Uint8Array) => void): void {
  from.on('data', (bytes) => {
    note(bytes)
    to.write(bytes)
  })
  from.on('error', () => from.destroy())
  from.on('close', () => to.destroy())
}
