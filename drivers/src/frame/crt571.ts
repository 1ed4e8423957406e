import { xor8 } from './crc.ts'
import type { FrameReader } from './frame-reader.ts'
import { createSizedReader, encodeSized, maxFrameOf } from './sized-frame.ts'
import type { ReaderMessage, SizedLayout } from './sized-frame.ts'

/**
 * Frames of the Creator CRT-571 and CRT-591-M card dispensers (Creator, CRT-591-M001 protocol; the public code of
 * syntech-pro/crt571): `F2 | address | length | text | 03 | BCC`, BCC the exclusive or of everything before it, at most
 * 1,024 bytes in all. Text: `C CM PM data` to the unit, `P CM PM st0 st1 st2 data` or `N CM PM e1 e0 data` from it; one
 * table of the vendor prints E (45) for N, so both are taken.
 */
const layout: SizedLayout = {
  start: 0xf2,
  addressed: true,
  maxText: 1_018,
  firstOfText: [0x43, 0x50, 0x4e, 0x45],
  trailer: (before) => [0x03, xor8(before) ^ 0x03],
  trailerLength: 2,
}

export const maxCrt571Frame = maxFrameOf(layout)

/** Builds a frame for the unit of that address, 0…15. */
export function encodeCrt571(text: Uint8Array, address = 0): Buffer {
  return encodeSized(layout, text, address)
}

export function createCrt571Reader(): FrameReader<ReaderMessage> {
  return createSizedReader(layout)
}
