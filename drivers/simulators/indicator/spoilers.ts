import type { Spoilers } from '../lib/sending.ts'
import { crc } from './coils.ts'

/** Wrong frames of a Modbus board. */
export const spoilers: Spoilers = {
  nak(frame) {
    const head = [frame[0] ?? 0, (frame[1] ?? 0) | 0x80, 6]
    const check = crc(Uint8Array.from(head))
    return Uint8Array.from([...head, check & 0xff, check >> 8])
  },
  badCheck: (frame) => frame.map((byte, index) => (index === frame.length - 1 ? byte ^ 0xff : byte)),
  overLong: (frame) => frame.map((byte, index) => (index === 2 ? 0xff : byte)),
}
