import type { Spoilers } from '../lib/sending.ts'
import { encode } from './frame.ts'

const refused = Buffer.of(1)

/** Wrong frames of the terminal's own protocol. */
export const terminalSpoilers: Spoilers = {
  /** Refuses what it was asked. */
  nak: (frame) =>
    encode({ sequence: (frame[4] ?? 0) * 256 + (frame[5] ?? 0), command: frame[6] ?? 0, data: refused }),
  badCheck: (frame) => frame.map((byte, index) => (index === frame.length - 1 ? byte ^ 0xff : byte)),
  /** Claims more data than any frame may have. */
  overLong: (frame) => frame.map((byte, index) => (index === 2 ? 0xff : byte)),
}
