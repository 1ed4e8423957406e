import { xor8 } from './crc.ts'
import type { FrameReader } from './frame-reader.ts'
import { createSizedReader, encodeSized, maxFrameOf } from './sized-frame.ts'
import type { ReaderMessage, SizedLayout } from './sized-frame.ts'

/**
 * Frames of the Creator CRT-310 motor card reader and its relatives, such as MingTe MT318 (Creator, CRT-310
 * communication protocol V3.0): `02 | length | text | 03 | BCC`, text `CM PM data`, BCC the exclusive or of everything
 * before it.
 */
const layout: SizedLayout = {
  start: 0x02,
  addressed: false,
  maxText: 520,
  trailer: (before) => [0x03, xor8(before) ^ 0x03],
  trailerLength: 2,
}

export const maxCrt310Frame = maxFrameOf(layout)

export function encodeCrt310(text: Uint8Array): Buffer {
  return encodeSized(layout, text)
}

export function createCrt310Reader(): FrameReader<ReaderMessage> {
  return createSizedReader(layout)
}
