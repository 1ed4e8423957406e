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
 * sequence together name one operation: what a pad carried out last of a command, it acknowledges when it comes again, and
 * does not do again. The same sequence with another command is another operation.
 * Events run from pad to host, carry the sequence of the invitation they belong to, and are repeated by the pad
 * until the host answers `seen` with that sequence.
 */
export type PadFrame = { sequence: number; command: number; data: Uint8Array }

/** Command bytes; the README has the table of their data. */
export const PAD_COMMAND = {
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

const START = [0x5a, 0xa5] as const
const HEAD_LENGTH = 6
const CRC_LENGTH = 2
const MAX_PAD_DATA = 96
const MAX_FRAME = HEAD_LENGTH + MAX_PAD_DATA + CRC_LENGTH

/** Builds a frame. Throws on data longer than 96 bytes or a sequence outside 0…65535: both are the caller's bug. */
export function encodePadFrame({ sequence, command, data }: PadFrame): Buffer {
  if (data.length > MAX_PAD_DATA)
    throw new RangeError(`pad data of ${data.length} bytes, at most ${MAX_PAD_DATA}`)
  const frame = Buffer.alloc(HEAD_LENGTH + data.length + CRC_LENGTH)
  frame.set(START, 0)
  frame.writeUInt8(data.length, 2)
  frame.writeUInt16BE(sequence, 3)
  frame.writeUInt8(command, 5)
  frame.set(data, HEAD_LENGTH)
  frame.writeUInt16BE(crc16(frame.subarray(2, HEAD_LENGTH + data.length)), HEAD_LENGTH + data.length)
  return frame
}

/** A reader of pad frames that survives any noise. */
export function createPadReader(): FrameReader<PadFrame> {
  return createFrameReader(MAX_FRAME, scan)
}

function scan(bytes: Uint8Array): Scan<PadFrame> {
  const length = bytes[2]
  if (bytes[0] !== START[0] || (bytes.length > 1 && bytes[1] !== START[1])) return { kind: 'noise' }
  if (length === undefined) return { kind: 'more' }
  if (length > MAX_PAD_DATA) return { kind: 'noise' }
  const end = HEAD_LENGTH + length
  if (bytes.length < end + CRC_LENGTH) return { kind: 'more' }
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (view.readUInt16BE(end) !== crc16(view.subarray(2, end))) return { kind: 'noise' }
  const frame = {
    sequence: view.readUInt16BE(3),
    command: view.readUInt8(5),
    data: Uint8Array.from(bytes.subarray(HEAD_LENGTH, end)),
  }
  return { kind: 'frame', frame, length: end + CRC_LENGTH }
}
