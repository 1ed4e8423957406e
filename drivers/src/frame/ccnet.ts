import { crc16Kermit } from './crc.ts'
import { createFrameReader } from './frame-reader.ts'
import type { FrameReader, Scan } from './frame-reader.ts'

/**
 * A frame of CashCode's CCNET: `02 address LNG data… CRC`. LNG counts the whole frame; 0 says that the true length
 * follows in two bytes, high first, for frames of more than 250 bytes. The CRC is CRC-16/KERMIT over everything before
 * it, low byte first. From the controller the first byte of data is the command; `00` is ACK and `FF` is NAK in both
 * directions. 9600 8N1.
 * Layout: CashCode, "CCNET Protocol Description", MAN_CCNET.
 */
export type CcnetFrame = { address: number; data: Uint8Array }

const SYNC = 0x02
const OVERHEAD = 5
const LONGEST = 250
const LONG_OVERHEAD = 7
/** Of the long form as far as it is taken: far more than a bill validator has to say. */
export const MAX_CCNET_FRAME = 512

/** Builds a frame. Throws on data longer than 505 bytes, which is the caller's bug. */
export function encodeCcnet({ address, data }: CcnetFrame): Buffer {
  const long = data.length + OVERHEAD > LONGEST
  const length = data.length + (long ? LONG_OVERHEAD : OVERHEAD)
  if (length > MAX_CCNET_FRAME) throw new RangeError(`CCNET data of ${data.length} bytes, at most 505`)
  const head = long ? [SYNC, address, 0, length >>> 8, length & 0xff] : [SYNC, address, length]
  const frame = Buffer.alloc(length)
  frame.set(head, 0)
  frame.set(data, head.length)
  frame.writeUInt16LE(crc16Kermit(frame.subarray(0, length - 2)), length - 2)
  return frame
}

/** A reader of CCNET frames of one peripheral that survives any noise. */
export function createCcnetReader(address: number): FrameReader<CcnetFrame> {
  return createFrameReader(MAX_CCNET_FRAME, (bytes) => scan(bytes, address))
}

function scan(bytes: Uint8Array, address: number): Scan<CcnetFrame> {
  if (bytes[0] !== SYNC || (bytes.length > 1 && bytes[1] !== address)) return { kind: 'noise' }
  const long = bytes[2] === 0
  const headLength = long ? 5 : 3
  if (bytes.length < headLength) return { kind: 'more' }
  const length = long ? ((bytes[3] ?? 0) << 8) | (bytes[4] ?? 0) : (bytes[2] ?? 0)
  // A frame without data says nothing; the long form is for what does not fit the short one.
  if (length <= headLength + 2 || length > (long ? MAX_CCNET_FRAME : LONGEST)) return { kind: 'noise' }
  if (long && length - LONG_OVERHEAD + OVERHEAD <= LONGEST) return { kind: 'noise' }
  if (bytes.length < length) return { kind: 'more' }
  const crc = crc16Kermit(bytes.subarray(0, length - 2))
  if (bytes[length - 2] !== (crc & 0xff) || bytes[length - 1] !== crc >>> 8) return { kind: 'noise' }
  return {
    kind: 'frame',
    frame: { address, data: Uint8Array.from(bytes.subarray(headLength, length - 2)) },
    length,
  }
}
