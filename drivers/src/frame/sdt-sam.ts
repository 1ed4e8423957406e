import { xor8 } from './crc.ts'
import { createFrameReader } from './frame-reader.ts'
import type { FrameReader, Scan } from './frame-reader.ts'

/**
 * SDT-SAM: the security module inside every reader of Chinese resident identity cards, on a serial line at 115200 8N1
 * (models also at 9600…57600). All numbers are big-endian.
 *
 * | part | request | reply |
 * |---|---|---|
 * | preamble | `AA AA AA 96 69` | the same |
 * | length (2) | of all that follows, the check included | the same |
 * | body | command, parameter, data | `SW1 SW2 SW3`, data; SW1 and SW2 are 00 |
 * | check (1) | exclusive or from length to the last byte of data | the same |
 *
 * | request | command | good reply: SW3, data |
 * |---|---|---|
 * | reset the module | `10 FF` | `90`, none |
 * | status of the module | `11 FF` | `90`, none; `60` when its self-test failed |
 * | number of the module | `12 FF` | `90`, 16 bytes |
 * | find a card | `20 01` | `9F`, 4 bytes; `80` when there is none |
 * | select the card | `20 02` | `90`, 8 bytes |
 * | read text and photo | `30 01` | `90`, lengths `01 00 04 00`, text, photo |
 * | read text, photo, fingerprints | `30 10` | `90`, lengths `01 00 04 00 xx xx`, text, photo, fingerprints |
 *
 * A reply does not name its request. Some readers let a stray byte slip into the preamble (`AA 00 AA AA 96 69`), and
 * the check does not cover it, so that the last `AA` of a preamble is enough here.
 *
 * Source: the Ministry of Public Security's SDT interface as found alike in several public implementations of readers
 * by different makers (CVR-100, SS728, Shensi and others); lengths and checks were computed anew.
 */
export const SAM_COMMAND = {
  reset: [0x10, 0xff],
  status: [0x11, 0xff],
  number: [0x12, 0xff],
  find: [0x20, 0x01],
  select: [0x20, 0x02],
  read: [0x30, 0x01],
  readWithFingerprints: [0x30, 0x10],
} as const

/** What a module answers, without photo and fingerprints. `status` is SW3. */
export type SamReply =
  /** The text of a card: 256 bytes. */
  | { kind: 'record'; record: Uint8Array }
  /** The number of the module: 16 bytes. No other reply looks like it. */
  | { kind: 'number'; number: Uint8Array }
  /** Anything else; `length` of its data, which is dropped. */
  | { kind: 'status'; status: number; length: number }

/** Bytes of a card's text. */
export const RECORD_LENGTH = 256
/** The longest reply: text, photo and 1,024 bytes of fingerprints. */
export const MAX_SAM_FRAME = 2_321

const MARK = 0xaa
const SYNC = [0x96, 0x69] as const
const MARKS = 3
/** SW1, SW2, SW3 and the check. */
const LEAST_LENGTH = 4
const MOST_LENGTH = 2_314
const OK = 0x90
const NUMBER_LENGTH = 16

/** Builds a request without data. */
export function encodeSamRequest([command, parameter]: readonly [number, number]): Buffer {
  const body = Buffer.of(0, 3, command, parameter)
  return Buffer.concat([Buffer.of(MARK, MARK, MARK, ...SYNC), body, Buffer.of(xor8(body))])
}

/**
 * A reader of replies. Photo and fingerprints do not leave it: no frame has them, and a complete reply is overwritten
 * with zeros in the buffer where it was found.
 */
export function createSamReader(): FrameReader<SamReply> {
  return createFrameReader(MAX_SAM_FRAME, scan)
}

function scan(bytes: Uint8Array): Scan<SamReply> {
  const lengthAt = endOfPreamble(bytes)
  if (lengthAt === undefined) return { kind: 'noise' }
  const [high, low, first = 0, second = 0] = bytes.subarray(lengthAt)
  if (high === undefined || low === undefined) return { kind: 'more' }
  const length = (high << 8) | low
  if (length < LEAST_LENGTH || length > MOST_LENGTH || first !== 0 || second !== 0) return { kind: 'noise' }
  const end = lengthAt + 2 + length
  if (bytes.length < end) return { kind: 'more' }
  if (xor8(bytes.subarray(lengthAt, end)) !== 0) return { kind: 'noise' }
  const body = bytes.subarray(lengthAt + 2, end - 1)
  const frame = replyOf(body[2] ?? 0, body.subarray(3))
  body.fill(0)
  return { kind: 'frame', frame, length: end }
}

/** Where the length begins; `undefined` when these bytes begin no preamble. May lie beyond what has come so far. */
function endOfPreamble(bytes: Uint8Array): number | undefined {
  let at = 0
  while (at < MARKS && bytes[at] === MARK) at += 1
  if (at === 0) return undefined
  const rest = bytes.subarray(at, at + SYNC.length)
  return rest.every((byte, index) => byte === SYNC[index]) ? at + SYNC.length : undefined
}

function replyOf(status: number, data: Uint8Array): SamReply {
  if (status === OK && data.length === NUMBER_LENGTH) return { kind: 'number', number: Uint8Array.from(data) }
  const textAt = status === OK ? beginOfText(data) : undefined
  if (textAt === undefined) return { kind: 'status', status, length: data.length }
  return { kind: 'record', record: Uint8Array.from(data.subarray(textAt, textAt + RECORD_LENGTH)) }
}

/** A text comes behind the lengths of its parts, two or three of them, which make up the whole. */
function beginOfText(data: Uint8Array): number | undefined {
  const view = new DataView(data.buffer, data.byteOffset, data.length)
  return [4, 6].find((head) => {
    if (data.length < head + RECORD_LENGTH || view.getUint16(0) !== RECORD_LENGTH) return false
    let sum = head
    for (let at = 0; at < head; at += 2) sum += view.getUint16(at)
    return sum === data.length
  })
}
