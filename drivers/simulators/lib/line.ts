import { createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import { seeded } from './random.ts'

/** Faults of a cable, the same for every device. */
export type LineFault =
  /** Nothing is sent any more; what comes in is still obeyed. */
  | 'silence'
  /** Nothing that comes in is heard. */
  | 'deaf'
  /** The connection breaks and none is taken until cured. */
  | 'unplug'
  /** Nothing more is read. */
  | 'stall'
  /** Random bytes around everything that is sent, and in between. */
  | 'noise'
  /** Everything is sent byte by byte. */
  | 'dribble'

export const lineFaults: readonly string[] = ['silence', 'deaf', 'unplug', 'stall', 'noise', 'dribble']

const noiseEveryMs = 3

/** The device's end of a serial cable, on a TCP port. */
export class SimulatedLine {
  readonly #onBytes: (bytes: Uint8Array) => void
  readonly #random: () => number
  readonly #sockets = new Set<Socket>()
  readonly #faults = new Set<LineFault>()
  /** Faults that strike after that many more bytes came in. */
  #armed: { fault: LineFault; afterBytes: number }[] = []
  #server: Server | undefined
  #address = { host: '127.0.0.1', port: 0 }
  #noise: NodeJS.Timeout | undefined
  #dribble: Promise<void> = Promise.resolve()
  bytesIn = 0
  connections = 0

  constructor(onBytes: (bytes: Uint8Array) => void, seed: number) {
    this.#onBytes = onBytes
    this.#random = seeded(seed)
  }

  async listen(host: string, port: number): Promise<number> {
    const server = createServer((socket) => this.#accept(socket))
    this.#server = server
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
    const address = server.address()
    this.#address = { host, port: typeof address === 'object' && address ? address.port : port }
    return this.#address.port
  }

  send(bytes: Uint8Array): void {
    if (this.#faults.has('silence')) return
    if (this.#faults.has('noise')) this.#put(this.#randomBytes())
    if (this.#faults.has('dribble')) this.#dribbleOut(bytes)
    else this.#put(bytes)
    if (this.#faults.has('noise')) this.#put(this.#randomBytes())
  }

  async fault(fault: LineFault, afterBytes?: number): Promise<void> {
    if (afterBytes !== undefined) this.#armed.push({ fault, afterBytes })
    else await this.#strike(fault)
  }

  /** Ends every fault of the line. */
  async cure(): Promise<void> {
    const wasUnplugged = this.#faults.has('unplug')
    this.#faults.clear()
    this.#armed = []
    clearInterval(this.#noise)
    for (const socket of this.#sockets) socket.resume()
    if (wasUnplugged) await this.listen(this.#address.host, this.#address.port)
  }

  async close(): Promise<void> {
    clearInterval(this.#noise)
    for (const socket of this.#sockets) socket.destroy()
    const server = this.#server
    this.#server = undefined
    if (server) await new Promise((resolve) => server.close(resolve))
  }

  #accept(socket: Socket): void {
    this.connections += 1
    this.#sockets.add(socket)
    socket.setNoDelay(true)
    socket.on('data', (bytes) => this.#receive(bytes))
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.#sockets.delete(socket))
    if (this.#faults.has('stall')) socket.pause()
  }

  #receive(bytes: Uint8Array): void {
    const limit = Math.min(bytes.length, ...this.#armed.map((armed) => armed.afterBytes))
    if (!this.#faults.has('deaf')) {
      this.bytesIn += limit
      this.#onBytes(bytes.subarray(0, limit))
    }
    for (const armed of this.#armed) armed.afterBytes -= limit
    const due = this.#armed.filter((armed) => armed.afterBytes <= 0)
    this.#armed = this.#armed.filter((armed) => armed.afterBytes > 0)
    for (const { fault } of due) void this.#strike(fault)
    const rest = bytes.subarray(limit)
    if (rest.length > 0 && due.every(({ fault }) => fault !== 'unplug' && fault !== 'stall'))
      this.#receive(rest)
  }

  async #strike(fault: LineFault): Promise<void> {
    if (this.#faults.has(fault)) return
    this.#faults.add(fault)
    if (fault === 'unplug') await this.close()
    if (fault === 'stall') for (const socket of this.#sockets) socket.pause()
    if (fault === 'noise') this.#noise = setInterval(() => this.#put(this.#randomBytes()), noiseEveryMs)
  }

  #randomBytes(): Uint8Array {
    return Uint8Array.from({ length: 1 + Math.floor(this.#random() * 12) }, () =>
      Math.floor(this.#random() * 256),
    )
  }

  #put(bytes: Uint8Array): void {
    for (const socket of this.#sockets) socket.write(bytes)
  }

  #dribbleOut(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#dribble = this.#dribble.then(
        () =>
          new Promise((resolve) =>
            setTimeout(() => {
              this.#put(Uint8Array.of(byte))
              resolve()
            }, 1),
          ),
      )
    }
  }
}
