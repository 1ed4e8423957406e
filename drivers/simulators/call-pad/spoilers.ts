import type { Spoilers } from '../lib/sending.ts'

/** Wrong frames of a call pad; it has no way to say no but a result that is not 0. */
export const spoilers: Spoilers = {
  nak: (frame) => respond(frame, 0x15),
  badCheck: (frame) => frame.map((byte, index) => (index === frame.length - 2 ? byte ^ 0xff : byte)),
  overLong: (frame) => frame.map((byte, index) => (index === 2 || index === 3 ? 0xff : byte)),
}

/** The same answer with another command, which is none. */
function respond(frame: Uint8Array, command: number): Uint8Array {
  const spoiled = Uint8Array.from(frame)
  spoiled[6] = command
  const sum = spoiled.subarray(5, -2).reduce((total, byte) => (total + byte) & 0xff, 0)
  spoiled[frame.length - 2] = sum
  return spoiled
}
