import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo, Server, Socket } from 'node:net'
import { waitFor } from '../../process/index.ts'

/** Terminals' lines: whole messages go to `onMessage`, in the order in which they came. */
export class Lines {
  readonly #sockets = new Set<Socket>()
  readonly #onMessage: (message: Buffer, socket: Socket) => void
  #server: Server | null = null

  constructor(onMessage: (message: Buffer, socket: Socket) => void) {
    this.#onMessage = onMessage
  }

  /** Listens; answers the port. */
  async listen(port: number): Promise<number> {
    const server = createServer((socket) => this.#serve(socket))
    this.#server = server
    await waitFor('the acquirer to listen', once(server.listen(port, '127.0.0.1'), 'listening'))
    return (server.address() as AddressInfo).port
  }

  /** Closes everything, as a host does that goes down. */
  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    const server = this.#server
    this.#server = null
    if (server) await waitFor('the acquirer to close', once(server.close(), 'close'))
  }

  /** How many terminals' lines are open. */
  get open(): number {
    return this.#sockets.size
  }

  #serve(socket: Socket): void {
    let rest = Buffer.alloc(0)
    this.#sockets.add(socket)
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    socket.on('data', (bytes) => {
      rest = Buffer.concat([rest, bytes])
      while (rest.length >= 2 && rest.length >= 2 + rest.readUInt16BE(0)) {
        const end = 2 + rest.readUInt16BE(0)
        const message = rest.subarray(2, end)
        rest = rest.subarray(end)
        this.#onMessage(message, socket)
      }
    })
  }
}
