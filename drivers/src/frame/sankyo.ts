import { crc16Xmodem } from './crc.ts'
import type { FrameReader } from './frame-reader.ts'
import { createSizedReader, encodeSized, maxFrameOf } from './sized-frame.ts'
import type { ReaderMessage, SizedLayout } from './sized-frame.ts'

/**
 * Frames of the Sankyo (Nidec) ICT3K5 and ICT3Q8 motor card readers, as the public code of dd5xl/Sankyo_Reader and
 * smartkiosk/smartware has them: `F2 | length | text | CRC`, CRC-16/XMODEM over everything before it, high byte first.
 * Text: `C CM PM data` to the reader, `P CM PM ST1 ST0 data` or `N CM PM E1 E0` from it.
 */
const layout: SizedLayout = {
  start: 0xf2,
  addressed: false,
  maxText: 1_019,
  firstOfText: [0x43, 0x50, 0x4e],
  trailer: (before) => {
    const crc = crc16Xmodem(before)
    return [crc >> 8, crc & 0xff]
  },
  trailerLength: 2,
}

export const maxSankyoFrame = maxFrameOf(layout)

export function encodeSankyo(text: Uint8Array): Buffer {
  return encodeSized(layout, text)
}

export function createSankyoReader(): FrameReader<ReaderMessage> {
  return createSizedReader(layout)
}
