import { crc16 } from './crc.ts'
import { createFrameReader } from './frame-reader.ts'
import type { FrameReader, Scan } from './frame-reader.ts'

/**
 * Our own frame for satisfaction pads, since none is published. All numbers are big-endian.
 *
 * | offset | bytes | field |
 * |---|---|---|
 * | 0 | 2 | start `5A A5` |
 * | 2 | 1 | n, length of data, 0…96 |
 * | 3 | 2 | sequence |
 * | 5 | 1 | command |
 * | 6 | n | data |
 * | 6+n | 2 | CRC-16/IBM-3740 over offset 2 … 5+n |
 *
 * Commands run from host to pad; a pad acknowledges each with the same sequence and the command plus 80. Command and
 * sequence together name one deed: what a pad carried out last of a command, it acknowledges when it comes again, and
 * does not do again. The same sequence with another command is another deed.
 * Events run from pad to host, carry the sequence of the invitation they belong to, and are repeated by the pad
 * until the host answers `seen` with that sequence.
 */
export type PadFrame = { sequence: number; command: number; data: Uint8Array }

/** Command bytes; the README has the table of their data. */
export const padCommand = {
  identify: 0x01,
  status: 0x02,
  welcome: 0x10,
  invite: 0x11,
  cancel: 0x12,
  idle: 0x13,
  seen: 0x14,
  acknowledge: 0x80,
  key: 0xc1,
  timedOut: 0xc2,
  cancelled: 0xc3,
} as const

const start = [0x5a, 0xa5] as const
const headLength = 6
const crcLength = 2
const maxPadData = 96
const maxFrame = headLength + maxPadData + crcLength

/** Builds a frame. Throws on data longer than 96 bytes or a sequence outside 0…65535: both are the caller's bug. */
export function encodePadFrame({ sequence, command, data }: PadFrame): Buffer {
  if (data.length > maxPadData)
    throw new RangeError(`pad data of ${data.length} bytes, at most ${maxPadData}`)
  const frame = Buffer.alloc(headLength + data.length + crcLength)
  frame.set(start, 0)
  frame.writeUInt8(data.length, 2)
  frame.writeUInt16BE(sequence, 3)
  frame.writeUInt8(command, 5)
  frame.set(data, headLength)
  frame.writeUInt16BE(crc16(frame.subarray(2, headLength + data.length)), headLength + data.length)
  return frame
}

/** A reader of pad frames that survives any noise. */
export function createPadReader(): FrameReader<PadFrame> {
  return createFrameReader(maxFrame, scan)
}

function scan(bytes: Uint8Array): Scan<PadFrame> {
  const length = bytes[2]
  if (bytes[0] !== start[0] || (bytes.length > 1 && bytes[1] !== start[1])) return { kind: 'noise' }
  if (length === undefined) return { kind: 'more' }
  if (length > maxPadData) return { kind: 'noise' }
  const end = headLength + length
  if (bytes.length < end + crcLength) return { kind: 'more' }
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (view.readUInt16BE(end) !== crc16(view.subarray(2, end))) return { kind: 'noise' }
  const frame = {
    sequence: view.readUInt16BE(3),
    command: view.readUInt8(5),
    data: Uint8Array.from(bytes.subarray(headLength, end)),
  }
  return { kind: 'frame', frame, length: end + crcLength }
}
