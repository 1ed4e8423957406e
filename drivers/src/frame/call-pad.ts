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
export const CALL_PAD_COMMAND = { poll: 0x01, show: 0x02, identify: 0x03, answer: 0x80 } as const

const LEAD = 0xff
const START = 0x68
const END = 0x16
const HEAD_LENGTH = 5
const TAIL_LENGTH = 2
/** Bytes of data that a frame may carry. */
export const MAX_CALL_PAD_DATA = 64
/** Bytes of the longest frame. */
export const MAX_CALL_PAD_FRAME = HEAD_LENGTH + 2 + MAX_CALL_PAD_DATA + TAIL_LENGTH

/** Builds a frame. Throws on more than 64 bytes of data, which is the caller's bug. */
export function encodeCallPadFrame({ address, command, data }: CallPadFrame): Buffer {
  if (data.length > MAX_CALL_PAD_DATA) throw new RangeError(`call pad data of ${data.length} bytes`)
  const body = Buffer.from([address, command, ...data])
  return Buffer.from([LEAD, START, body.length, body.length, START, ...body, sum8(body), END])
}

/** A reader of such frames, whoever sent them: on a bus everybody hears everything. */
export function createCallPadReader(): FrameReader<CallPadFrame> {
  return createFrameReader(MAX_CALL_PAD_FRAME, scan)
}

function scan(bytes: Uint8Array): Scan<CallPadFrame> {
  const [first, second, length, again, third] = bytes
  if (first !== LEAD || (second ?? START) !== START || (third ?? START) !== START) return { kind: 'noise' }
  if (length === undefined) return { kind: 'more' }
  if (length < 2 || length > MAX_CALL_PAD_DATA + 2 || (again ?? length) !== length) return { kind: 'noise' }
  const total = HEAD_LENGTH + length + TAIL_LENGTH
  if (bytes.length < total) return { kind: 'more' }
  const body = bytes.subarray(HEAD_LENGTH, HEAD_LENGTH + length)
  if (bytes[total - 2] !== sum8(body) || bytes[total - 1] !== END) return { kind: 'noise' }
  const [address = 0, command = 0] = body
  return {
    kind: 'frame',
    frame: { address, command, data: Uint8Array.from(body.subarray(2)) },
    length: total,
  }
}
