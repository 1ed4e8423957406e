import { crc16Ssp } from './crc.ts'
import { createFrameReader } from './frame-reader.ts'
import type { FrameReader, Scan } from './frame-reader.ts'

/**
 * A frame of Innovative Technology's SSP: `7F SEQ|ADDR LEN data… CRC`. The top bit of the second byte is the sequence
 * flag, the rest the address. The CRC (CRC-16/CMS, low byte first) is taken over everything between start and CRC
 * before stuffing; then each 7F after the start is doubled.
 * Layout: Innovative Technology, "SSP Interface Specification" GA138.
 */
export type SspFrame = { sequence: 0 | 1; address: number; data: Uint8Array }

const STX = 0x7f
const LONGEST_DATA = 255
/** As it is on the line, every byte stuffed. */
export const MAX_SSP_FRAME = 1 + 2 * (2 + LONGEST_DATA + 2)

/** Builds a frame. Throws on data longer than 255 bytes, which is the caller's bug. */
export function encodeSsp({ sequence, address, data }: SspFrame): Buffer {
  if (data.length > LONGEST_DATA) throw new RangeError(`SSP data of ${data.length} bytes, at most 255`)
  const plain = Buffer.alloc(data.length + 4)
  plain.set([(sequence << 7) | address, data.length], 0)
  plain.set(data, 2)
  plain.writeUInt16LE(crc16Ssp(plain.subarray(0, data.length + 2)), data.length + 2)
  return Buffer.from([STX, ...[...plain].flatMap((byte) => (byte === STX ? [STX, STX] : [byte]))])
}

/** A reader of SSP frames that survives any noise. */
export function createSspReader(): FrameReader<SspFrame> {
  return createFrameReader(MAX_SSP_FRAME, scan)
}

function scan(bytes: Uint8Array): Scan<SspFrame> {
  // A doubled 7F is data of some other frame: no frame begins with it.
  if (bytes[0] !== STX || bytes[1] === STX) return { kind: 'noise' }
  const plain: number[] = []
  let at = 1
  while (at < bytes.length) {
    const byte = bytes[at] ?? 0
    if (byte === STX) {
      if (at + 1 === bytes.length) break
      if (bytes[at + 1] !== STX) return { kind: 'noise' }
      at += 1
    }
    at += 1
    plain.push(byte)
    const length = plain[1]
    if (length !== undefined && plain.length === length + 4) return checked(plain, length, at)
  }
  return { kind: 'more' }
}

function checked(plain: readonly number[], dataLength: number, length: number): Scan<SspFrame> {
  const bytes = Uint8Array.from(plain)
  const crc = crc16Ssp(bytes.subarray(0, dataLength + 2))
  if (bytes[dataLength + 2] !== (crc & 0xff) || bytes[dataLength + 3] !== crc >>> 8) return { kind: 'noise' }
  const head = bytes[0] ?? 0
  const sequence = head & 0x80 ? 1 : 0
  const data = bytes.slice(2, dataLength + 2)
  return { kind: 'frame', frame: { sequence, address: head & 0x7f, data }, length }
}
