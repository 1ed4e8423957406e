import type { LinkFault } from './faults.ts'

/** What a transport tells its owner. `onEnd` comes exactly once and is the last thing said. None is called before the opener has returned. */
export type TransportEvents = {
  onOpen(): void
  onData(bytes: Uint8Array): void
  onEnd(fault: LinkFault): void
}

/** One attempt at one line: made, used and thrown away; never reopened. */
export type Transport = {
  /** Hands bytes to the operating system; `done` says whether it took them. */
  write(bytes: Uint8Array, done: (taken: boolean) => void): void
  /** Calls back when the system believes all bytes are out. May never call: race it with a timer. */
  drain(done: () => void): void
  /** Lets go of the line at once. No event follows. */
  destroy(): void
}

export type OpenTransport = (events: TransportEvents) => Transport
