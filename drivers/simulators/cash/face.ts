import { NotePath } from './note-path.ts'
import type { PathEvents, PathTimes } from './note-path.ts'

/** The electronics of an acceptor: a protocol around a note path. */
export type Face = {
  readonly path: NotePath
  /** What it says to bytes it hears. */
  hear(bytes: Uint8Array): Uint8Array[]
  /** The line was silent in mid-frame: what came so far belongs to nothing. */
  forget(): void
  /** Moves time on. */
  tick(now: number): void
  powerOff(): void
  powerOn(): void
  /** A manipulation that its sensors see; `false` ends it. */
  cheat(on: boolean): void
  /** Its mechanics fail; `false` puts them right. */
  fail(on: boolean): void
  /** What is to be seen in it besides the path. */
  readonly state: Record<string, unknown>
  /** Makes a wrong frame of a right one. */
  readonly spoilers: Readonly<Record<string, (frame: Uint8Array) => Uint8Array>>
}

export const NOTE_TABLE = [100, 500, 1_000, 2_000, 5_000, 10_000] as const
export const COIN_TABLE = [10, 50, 100] as const

export type FaceTimes = PathTimes & {
  /** SSP: silence after which it disables itself. */
  silenceMs: number
  /** ID-003: how long HOLDING is told after HOLD; for good when left out. */
  holdingMs?: number
}

export const usualTimes: FaceTimes = { moveMs: 100, escrowMs: 10_000, silenceMs: 10_000 }

/** Finds frames at the head of what was heard so far; drops a byte where none can begin. */
export class Input {
  #held: Buffer = Buffer.alloc(0)
  readonly #lengthAt: (bytes: Buffer) => number | 'more' | 'no'

  /** `lengthAt` gives the length of the checked frame at the start of the bytes. */
  constructor(lengthAt: (bytes: Buffer) => number | 'more' | 'no') {
    this.#lengthAt = lengthAt
  }

  take(bytes: Uint8Array): Buffer[] {
    this.#held = Buffer.concat([this.#held, bytes])
    const frames: Buffer[] = []
    while (this.#held.length > 0) {
      const length = this.#lengthAt(this.#held)
      if (length === 'more') break
      if (length !== 'no') frames.push(this.#held.subarray(0, length))
      this.#held = this.#held.subarray(length === 'no' ? 1 : length)
    }
    return frames
  }

  /** A pause in the middle of a frame: what is there belongs to nothing. */
  forget(): void {
    this.#held = Buffer.alloc(0)
  }
}

/** Reflected CRC-16 with polynomial 8408 and start 0, bit by bit. */
export function crcReflected(bytes: Uint8Array): number {
  let crc = 0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >> 1) ^ 0x8408 : crc >> 1
  }
  return crc
}

/** A path whose events go to `events`. */
export function pathOf(events: PathEvents, times: PathTimes): NotePath {
  return new NotePath(events, times)
}
