import { sum8 } from './crc.ts'
import { createFrameReader } from './frame-reader.ts'
import type { FrameReader, Scan } from './frame-reader.ts'

/**
 * The frame of call pads (呼叫器) on RS-485, 9600 8N1: `FF 68 n n 68 address command data… sum 16`, where n counts the
 * bytes from address to the last of data and sum is theirs, modulo 256. Source: 21 键点阵液晶呼叫器通讯协议, a public
 * protocol sheet; it is the frame of IEC 60870-5 FT1.2 with a leading FF that gives the transceiver time.
 */
export type CallPadFrame = { address: number; command: number; data: Uint8Array }

/**
 * Commands are our own, since those of the sheet differ from maker to maker: the `own` profile. A pad answers a command
 * with the command plus 80, and never speaks unasked.
 *
 * | command | data from host | data of the answer |
 * |---|---|---|
 * | 01 poll | boot and number of the press seen last, both 0 at first | boot; then, while an unseen press waits, its number and key |
 * | 02 show | text in GB18030, at most 32 bytes | 00 |
 * | 03 identify | none | boot, then name and version in ASCII |
 *
 * Boot is a random number 1…255 that a pad draws when it is switched on; a press is numbered 1…255 and round again.
 * Together they name one press. A pad repeats the oldest press in every answer until a poll names it as seen.
 */
export const callPadCommand = { poll: 0x01, show: 0x02, identify: 0x03, answer: 0x80 } as const

const lead = 0xff
const start = 0x68
const end = 0x16
const headLength = 5
const tailLength = 2
/** Bytes of data that a frame may carry. */
export const maxCallPadData = 64
/** Bytes of the longest frame. */
export const maxCallPadFrame = headLength + 2 + maxCallPadData + tailLength

/** Builds a frame. Throws on more than 64 bytes of data, which is the caller's bug. */
export function encodeCallPadFrame({ address, command, data }: CallPadFrame): Buffer {
  if (data.length > maxCallPadData) throw new RangeError(`call pad data of ${data.length} bytes`)
  const body = Buffer.from([address, command, ...data])
  return Buffer.from([lead, start, body.length, body.length, start, ...body, sum8(body), end])
}

/** A reader of such frames, whoever sent them: on a bus everybody hears everything. */
export function createCallPadReader(): FrameReader<CallPadFrame> {
  return createFrameReader(maxCallPadFrame, scan)
}

function scan(bytes: Uint8Array): Scan<CallPadFrame> {
  const [first, second, length, again, third] = bytes
  if (first !== lead || (second ?? start) !== start || (third ?? start) !== start) return { kind: 'noise' }
  if (length === undefined) return { kind: 'more' }
  if (length < 2 || length > maxCallPadData + 2 || (again ?? length) !== length) return { kind: 'noise' }
  const total = headLength + length + tailLength
  if (bytes.length < total) return { kind: 'more' }
  const body = bytes.subarray(headLength, headLength + length)
  if (bytes[total - 2] !== sum8(body) || bytes[total - 1] !== end) return { kind: 'noise' }
  const [address = 0, command = 0] = body
  return {
    kind: 'frame',
    frame: { address, command, data: Uint8Array.from(body.subarray(2)) },
    length: total,
  }
}
