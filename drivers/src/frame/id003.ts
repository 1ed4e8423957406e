import { crc16Kermit } from './crc.ts'
import { createFrameReader } from './frame-reader.ts'
import type { FrameReader, Scan } from './frame-reader.ts'

/**
 * A frame of JCM's ID-003 interface for bill acceptors: `FC LNG CMD data… CRC`. LNG counts the whole frame, 5…255; the
 * CRC is CRC-16/KERMIT over everything before it, low byte first. The line is 9600 8E1.
 * Layout: JCM, "ID-003 Protocol Specification"; checked against the public drivers max7019/Id003-.Net-driver and
 * Portalum/Portalum.Id003.
 */
export type Id003Frame = { command: number; data: Uint8Array }

const SYNC = 0xfc
const OVERHEAD = 5
export const MAX_ID003_FRAME = 255

/** Builds a frame. Throws on data longer than 250 bytes, which is the caller's bug. */
export function encodeId003({ command, data }: Id003Frame): Buffer {
  const length = data.length + OVERHEAD
  if (length > MAX_ID003_FRAME) throw new RangeError(`ID-003 data of ${data.length} bytes, at most 250`)
  const frame = Buffer.alloc(length)
  frame.set([SYNC, length, command], 0)
  frame.set(data, 3)
  frame.writeUInt16LE(crc16Kermit(frame.subarray(0, length - 2)), length - 2)
  return frame
}

/** A reader of ID-003 frames that survives any noise. */
export function createId003Reader(): FrameReader<Id003Frame> {
  return createFrameReader(MAX_ID003_FRAME, scan)
}

function scan(bytes: Uint8Array): Scan<Id003Frame> {
  const [start, length] = bytes
  if (start !== SYNC) return { kind: 'noise' }
  if (length === undefined) return { kind: 'more' }
  if (length < OVERHEAD) return { kind: 'noise' }
  if (bytes.length < length) return { kind: 'more' }
  const crc = crc16Kermit(bytes.subarray(0, length - 2))
  if (bytes[length - 2] !== (crc & 0xff) || bytes[length - 1] !== crc >>> 8) return { kind: 'noise' }
  const frame = { command: bytes[2] ?? 0, data: Uint8Array.from(bytes.subarray(3, length - 2)) }
  return { kind: 'frame', frame, length }
}
