import { crc16Xmodem, sum8 } from './crc.ts'
import { createFrameReader } from './frame-reader.ts'
import type { FrameReader, Scan } from './frame-reader.ts'

/**
 * A frame of ccTalk: `destination n source header data… checksum`, where all bytes add up to 0. With the CRC-16 variant
 * the source's place holds the low byte of a CRC-16/XMODEM over destination, n, header and data, and the checksum's
 * place its high byte; such a frame does not name its source. 9600 8N1; on the one-wire bus everything sent is heard
 * again, so a reader gives frames of both directions and `fromHost` tells them apart.
 * Layout: Crane Payment Solutions / Money Controls, "ccTalk Serial Communication Protocol, Generic Specification",
 * parts 1 to 4 (public domain).
 */
export type CctalkFrame = { fromHost: boolean; header: number; data: Uint8Array }

export type CctalkCheck = 'sum8' | 'crc16'

/** Both ends of a talk: the device's address (2 coins, 40 bills), and how frames are checked. The host is 1. */
export type CctalkBus = { device: number; check: CctalkCheck }

/** Headers of replies: ACK and all answers with data, NAK, busy. */
export const CCTALK_REPLY = { ack: 0, nak: 5, busy: 6 } as const

const HOST = 1
const OVERHEAD = 5
export const MAX_CCTALK_FRAME = 255 + OVERHEAD

/** Builds a frame. Throws on data longer than 255 bytes, which is the caller's bug. */
export function encodeCctalk({ fromHost, header, data }: CctalkFrame, { device, check }: CctalkBus): Buffer {
  if (data.length > 255) throw new RangeError(`ccTalk data of ${data.length} bytes, at most 255`)
  const [destination, source] = fromHost ? [device, HOST] : [HOST, device]
  const frame = Buffer.from([destination, data.length, source, header, ...data, 0])
  const last = frame.length - 1
  if (check === 'sum8') frame[last] = -sum8(frame) & 0xff
  else {
    const crc = crcOf(frame)
    frame[2] = crc & 0xff
    frame[last] = crc >>> 8
  }
  return frame
}

/** A reader of the frames between the host and one device that survives any noise. */
export function createCctalkReader(bus: CctalkBus): FrameReader<CctalkFrame> {
  return createFrameReader(MAX_CCTALK_FRAME, (bytes) => scan(bytes, bus))
}

function scan(bytes: Uint8Array, { device, check }: CctalkBus): Scan<CctalkFrame> {
  const [destination, dataLength, source, header] = bytes
  const fromHost = destination === device
  if (!fromHost && destination !== HOST) return { kind: 'noise' }
  if (check === 'sum8' && source !== undefined && source !== (fromHost ? HOST : device))
    return { kind: 'noise' }
  if (header !== undefined && !fromHost && header > CCTALK_REPLY.busy) return { kind: 'noise' }
  if (dataLength === undefined || header === undefined || bytes.length < dataLength + OVERHEAD)
    return { kind: 'more' }
  const length = dataLength + OVERHEAD
  const frame = bytes.subarray(0, length)
  if (!isChecked(frame, check)) return { kind: 'noise' }
  return {
    kind: 'frame',
    frame: { fromHost, header, data: Uint8Array.from(bytes.subarray(4, length - 1)) },
    length,
  }
}

function isChecked(frame: Uint8Array, check: CctalkCheck): boolean {
  if (check === 'sum8') return sum8(frame) === 0
  const crc = crcOf(frame)
  return frame[2] === (crc & 0xff) && frame[frame.length - 1] === crc >>> 8
}

function crcOf(frame: Uint8Array): number {
  return crc16Xmodem(Uint8Array.from([frame[0] ?? 0, frame[1] ?? 0, ...frame.subarray(3, frame.length - 1)]))
}
