import type { Clock } from './clock.ts'

/** A Socket.IO socket, of which no more is needed: this room stands on Node alone. */
type Socket = { conn: { close(discard?: boolean): void } }

/** More than a full hall's view and a minute of its facts. */
const MOST_BYTES = 16 * 1024 * 1024
/** As long as this a peer may take nothing at all of what waits for it. */
const LONGEST_MS = 45_000

/** Of engine.io's connection what tells how much is still to be read; no part of its types. */
type Wire = {
  writeBuffer?: readonly { data?: unknown }[]
  transport: { socket?: { bufferedAmount?: number; terminate?: () => void } }
}

/** What a peer has been sent and has not taken: a bound on it, and on how long nothing of it is taken. */
export class Unread {
  readonly #clock: Clock
  #bytes = 0
  #since: number

  constructor(clock: Clock) {
    this.#clock = clock
    this.#since = clock.monotonic()
  }

  /** Looks at a peer's connection, now and then; why it should be cut off, or null. */
  look(socket: Socket): 'unread' | 'stuck' | null {
    const bytes = unreadBytes(socket)
    if (bytes === 0 || bytes < this.#bytes) this.#since = this.#clock.monotonic()
    this.#bytes = bytes
    if (bytes > MOST_BYTES) return 'unread'
    return bytes > 0 && this.#clock.monotonic() - this.#since > LONGEST_MS ? 'stuck' : null
  }
}

/** Bytes (characters, where they are not encoded yet) that wait in this process for a peer to read. */
export function unreadBytes(socket: Socket): number {
  const { writeBuffer = [], transport } = socket.conn as unknown as Wire
  const waiting = writeBuffer.reduce((sum, { data }) => sum + sizeOf(data), 0)
  return waiting + (transport.socket?.bufferedAmount ?? 0)
}

function sizeOf(data: unknown): number {
  return typeof data === 'string' || data instanceof Uint8Array ? data.length : 0
}

/** Ends a connection at once: an orderly end would wait for what is never read. */
export function cutOff(socket: Socket): void {
  const { transport } = socket.conn as unknown as Wire
  socket.conn.close(true)
  transport.socket?.terminate?.()
}
