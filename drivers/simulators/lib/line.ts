import { once } from 'node:events'
import { createServer } from 'node:net'
import type { Server, Socket } from 'node:net'
import { waitFor } from '@service-hall/harness/process'
import { numbersFrom } from '@service-hall/harness/random'
import { Sending } from './sending.ts'
import type { SendingFault, Spoilers } from './sending.ts'

/** Faults of a cable, the same for every device; those of what is sent are in `sending.ts`. */
export type LineFault =
  | SendingFault
  /** Nothing that comes in is heard. */
  | 'deaf'
  /** The connection breaks and none is taken until cured. */
  | 'unplug'
  /** Nothing more is read. */
  | 'stall'
  /** Random bytes around everything that is sent, and in between. */
  | 'noise'
  /** Both ends disagree about the speed: all bytes, in and out, become others. */
  | 'garble'

/** When and how often a fault strikes. */
export type FaultDetails = {
  /** Strikes after that many more bytes came in. */
  afterBytes?: number
  /** Strikes after that many more bytes went out. */
  afterBytesOut?: number
  /** Ends by itself after so many sendings; faults of sending only. */
  times?: number
  /** Delay of `late`, ms. */
  ms?: number
}

const OTHER_FAULTS = ['deaf', 'unplug', 'stall', 'noise', 'garble'] as const
const NOISE_EVERY_MS = 3

type Armed = { fault: LineFault; details: FaultDetails; left: number }

/** The device's end of a serial cable, on a TCP port. */
export class SimulatedLine {
  readonly #onBytes: (bytes: Uint8Array) => void
  readonly #random: () => number
  readonly #sockets = new Set<Socket>()
  readonly #faults = new Set<LineFault>()
  readonly #sending: Sending
  #armedIn: Armed[] = []
  #armedOut: Armed[] = []
  #server: Server | undefined
  #address = { host: '127.0.0.1', port: 0 }
  #noise: NodeJS.Timeout | undefined
  /** Hears the bytes that pass, as the device hears and sends them. */
  onTraffic: (way: 'in' | 'out', bytes: Uint8Array) => void = () => undefined
  bytesIn = 0
  bytesOut = 0
  connections = 0

  /** `spoilers` make a wrong frame of a right one, by the name of the fault: `nak`, `badCheck`, `overLong`. */
  constructor(onBytes: (bytes: Uint8Array) => void, seed: number, spoilers: Spoilers = {}) {
    this.#onBytes = onBytes
    this.#random = numbersFrom(seed)
    this.#sending = new Sending(spoilers, (bytes) => this.#out(bytes))
  }

  async listen(host: string, port: number): Promise<number> {
    const server = createServer((socket) => this.#accept(socket))
    this.#server = server
    await waitFor(`a line at port ${port}`, once(server.listen(port, host), 'listening'))
    const address = server.address()
    this.#address = { host, port: typeof address === 'object' && address ? address.port : port }
    return this.#address.port
  }

  /** Sends one frame, in whatever way the faults leave it. */
  send(frame: Uint8Array): void {
    if (this.#faults.has('noise')) this.#put(this.#randomBytes())
    this.#sending.send(frame)
    if (this.#faults.has('noise')) this.#put(this.#randomBytes())
  }

  /** Whether this line, or a spoiler of its device, knows the fault. */
  knows(fault: string): fault is LineFault {
    return (OTHER_FAULTS as readonly string[]).includes(fault) || this.#sending.knows(fault)
  }

  async fault(fault: LineFault, details: FaultDetails = {}): Promise<void> {
    const { afterBytes, afterBytesOut } = details
    if (afterBytes !== undefined) this.#armedIn.push({ fault, details, left: afterBytes })
    else if (afterBytesOut !== undefined) this.#armedOut.push({ fault, details, left: afterBytesOut })
    else await this.#strike(fault, details)
  }

  /** Ends every fault of the line. */
  async cure(): Promise<void> {
    const wasUnplugged = this.#faults.has('unplug')
    this.#faults.clear()
    this.#sending.cure()
    this.#armedIn = []
    this.#armedOut = []
    clearInterval(this.#noise)
    for (const socket of this.#sockets) socket.resume()
    if (wasUnplugged) await this.listen(this.#address.host, this.#address.port)
  }

  async close(): Promise<void> {
    clearInterval(this.#noise)
    for (const socket of this.#sockets) socket.destroy()
    const server = this.#server
    this.#server = undefined
    if (server?.listening) await waitFor('the line to close', once(server.close(), 'close'))
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
    const limit = Math.min(bytes.length, ...this.#armedIn.map(({ left }) => left))
    this.#hear(bytes.subarray(0, limit))
    const due = count(this.#armedIn, limit)
    this.#armedIn = this.#armedIn.filter((armed) => !due.includes(armed))
    for (const { fault, details } of due) void this.#strike(fault, details)
    const rest = bytes.subarray(limit)
    if (rest.length > 0 && due.every(({ fault }) => fault !== 'unplug' && fault !== 'stall'))
      this.#receive(rest)
  }

  #hear(bytes: Uint8Array): void {
    if (bytes.length === 0 || this.#faults.has('deaf') || this.#faults.has('unplug')) return
    this.bytesIn += bytes.length
    this.onTraffic('in', bytes)
    this.#onBytes(this.#faults.has('garble') ? this.#garbled(bytes) : bytes)
  }

  /** Everything that leaves passes here, so that a fault can strike at each byte. */
  #out(bytes: Uint8Array): void {
    const limit = Math.min(bytes.length, ...this.#armedOut.map(({ left }) => left))
    this.#put(this.#faults.has('garble') ? this.#garbled(bytes.subarray(0, limit)) : bytes.subarray(0, limit))
    const due = count(this.#armedOut, limit)
    this.#armedOut = this.#armedOut.filter((armed) => !due.includes(armed))
    for (const { fault, details } of due) void this.#strike(fault, details)
    const rest = bytes.subarray(limit)
    if (rest.length > 0 && due.every(({ fault }) => fault !== 'unplug' && fault !== 'silence'))
      this.#out(rest)
  }

  async #strike(fault: LineFault, details: FaultDetails): Promise<void> {
    if (this.#sending.knows(fault)) return this.#sending.fault(fault, details)
    if (this.#faults.has(fault)) return
    this.#faults.add(fault)
    if (fault === 'unplug') await this.#hangUp()
    if (fault === 'stall') for (const socket of this.#sockets) socket.pause()
    if (fault === 'noise') this.#noise = setInterval(() => this.#put(this.#randomBytes()), NOISE_EVERY_MS)
  }

  /** What was written already still goes out: a cable is cut after a byte, not before those that passed it. */
  async #hangUp(): Promise<void> {
    const ended = [...this.#sockets].map((socket) =>
      waitFor(
        'a connection to end',
        once(
          socket.end(() => socket.destroy()),
          'close',
        ),
      ),
    )
    this.#server?.close()
    this.#server = undefined
    await Promise.all(ended)
  }

  #garbled(bytes: Uint8Array): Uint8Array {
    return bytes.map((byte) => byte ^ (1 + Math.floor(this.#random() * 255)))
  }

  #randomBytes(): Uint8Array {
    return Uint8Array.from({ length: 1 + Math.floor(this.#random() * 12) }, () =>
      Math.floor(this.#random() * 256),
    )
  }

  #put(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    this.bytesOut += bytes.length
    this.onTraffic('out', bytes)
    for (const socket of this.#sockets) if (socket.writable) socket.write(bytes)
  }
}

/** Counts bytes down and gives those faults whose time has come. */
function count(armed: readonly Armed[], bytes: number): Armed[] {
  for (const one of armed) one.left -= bytes
  return armed.filter(({ left }) => left <= 0)
}
