import { crc16 } from './crc.ts'
import { createFrameReader } from './frame-reader.ts'
import type { FrameReader, Scan } from './frame-reader.ts'

/**
 * Our own frame for bank card terminals, since none is published that makers share. All numbers are big-endian.
 *
 * | offset | bytes | field |
 * |---|---|---|
 * | 0 | 2 | start `5A C3` |
 * | 2 | 2 | n, length of data, 0…512 |
 * | 4 | 2 | sequence |
 * | 6 | 1 | command |
 * | 7 | n | data |
 * | 7+n | 2 | CRC-16/IBM-3740 over offset 2 … 6+n |
 *
 * Commands run from host to terminal, which answers each with its sequence, the command plus 80, and data that begin
 * with a result. Events run from terminal to host, carry the sequence of their reading and begin with their number in it
 * (2 bytes, from 1); the terminal repeats the oldest one until the host answers `seen`. docs/devices.md has all data.
 */
export type TerminalFrame = { sequence: number; command: number; data: Uint8Array }

/** Command bytes. */
export const TERMINAL_COMMAND = {
  identify: 0x01,
  status: 0x02,
  selfTest: 0x03,
  read: 0x10,
  cancel: 0x11,
  show: 0x12,
  loadKey: 0x13,
  seen: 0x14,
  idle: 0x15,
  acknowledge: 0x80,
  cardPresented: 0xc1,
  pinDigits: 0xc2,
  pinEntered: 0xc3,
  cancelled: 0xc4,
  timedOut: 0xc5,
  cardRemoved: 0xc6,
  failed: 0xc7,
  cardRead: 0xc8,
} as const

const START = [0x5a, 0xc3] as const
const HEAD_LENGTH = 7
const CRC_LENGTH = 2
const MAX_DATA = 512
export const MAX_TERMINAL_FRAME = HEAD_LENGTH + MAX_DATA + CRC_LENGTH

/** Builds a frame. Throws on data longer than 512 bytes or a sequence outside 0…65535: both are the caller's bug. */
export function encodeTerminalFrame({ sequence, command, data }: TerminalFrame): Buffer {
  if (data.length > MAX_DATA) throw new RangeError(`${data.length} bytes of data, at most ${MAX_DATA}`)
  const frame = Buffer.alloc(HEAD_LENGTH + data.length + CRC_LENGTH)
  frame.set(START, 0)
  frame.writeUInt16BE(data.length, 2)
  frame.writeUInt16BE(sequence, 4)
  frame.writeUInt8(command, 6)
  frame.set(data, HEAD_LENGTH)
  frame.writeUInt16BE(crc16(frame.subarray(2, HEAD_LENGTH + data.length)), HEAD_LENGTH + data.length)
  return frame
}

/** A reader of terminal frames that survives any noise. */
export function createTerminalReader(): FrameReader<TerminalFrame> {
  return createFrameReader(MAX_TERMINAL_FRAME, scan)
}

function scan(bytes: Uint8Array): Scan<TerminalFrame> {
  if (bytes[0] !== START[0] || (bytes.length > 1 && bytes[1] !== START[1])) return { kind: 'noise' }
  if (bytes.length < 4) return { kind: 'more' }
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const length = view.readUInt16BE(2)
  if (length > MAX_DATA) return { kind: 'noise' }
  const end = HEAD_LENGTH + length
  if (bytes.length < end + CRC_LENGTH) return { kind: 'more' }
  if (view.readUInt16BE(end) !== crc16(view.subarray(2, end))) return { kind: 'noise' }
  const frame = {
    sequence: view.readUInt16BE(4),
    command: view.readUInt8(6),
    data: Uint8Array.from(bytes.subarray(HEAD_LENGTH, end)),
  }
  return { kind: 'frame', frame, length: end + CRC_LENGTH }
}
