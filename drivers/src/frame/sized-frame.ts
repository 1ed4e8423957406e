import { createFrameReader } from './frame-reader.ts'
import type { FrameReader, Scan } from './frame-reader.ts'

/** Bytes that stand for themselves between frames. */
export const CONTROL_BYTE = { eot: 0x04, enq: 0x05, ack: 0x06, dle: 0x10, nak: 0x15 } as const

export type Control = keyof typeof CONTROL_BYTE

/** What a card reader says. `broken` is a frame whose check failed; what may be inside it is searched all the same. */
export type ReaderMessage =
  { kind: 'text'; address: number; text: Uint8Array } | { kind: Control } | { kind: 'broken' }

/** A frame of the form: start byte, address if any, length of the text (2 bytes, high first), text, trailer. */
export type SizedLayout = {
  start: number
  addressed: boolean
  maxText: number
  /** Bytes a text may begin with; any when left out. */
  firstOfText?: readonly number[]
  /** Makes what follows the text, given everything before it. */
  trailer: (before: Uint8Array) => readonly number[]
  trailerLength: number
}

const MIN_TEXT = 2
const LENGTH_BYTES = 2

/** Bytes of the longest frame of a layout. */
export function maxFrameOf({ addressed, maxText, trailerLength }: SizedLayout): number {
  return headLength(addressed) + maxText + trailerLength
}

/** Builds a frame. Throws on a text that is too short or too long, and an address outside 0…255: the caller's bug. */
export function encodeSized(layout: SizedLayout, text: Uint8Array, address = 0): Buffer {
  if (text.length < MIN_TEXT || text.length > layout.maxText)
    throw new RangeError(`text of ${text.length} bytes, expected ${MIN_TEXT} to ${layout.maxText}`)
  const head = Buffer.alloc(headLength(layout.addressed))
  head.writeUInt8(layout.start, 0)
  if (layout.addressed) head.writeUInt8(address, 1)
  head.writeUInt16BE(text.length, head.length - LENGTH_BYTES)
  const before = Buffer.concat([head, text])
  return Buffer.concat([before, Buffer.from(layout.trailer(before))])
}

/**
 * A reader of such frames and of the control bytes between them. It goes by the length alone: the end mark 03 and the
 * check may have the value of any other byte, and in these protocols the length itself often is 03.
 */
export function createSizedReader(layout: SizedLayout): FrameReader<ReaderMessage> {
  return createFrameReader(maxFrameOf(layout), (bytes) => scan(layout, bytes))
}

const controls = new Map<number, Control>(
  (Object.keys(CONTROL_BYTE) as Control[]).map((name) => [CONTROL_BYTE[name], name]),
)

function scan(layout: SizedLayout, bytes: Uint8Array): Scan<ReaderMessage> {
  const { start, addressed, maxText, firstOfText, trailer, trailerLength } = layout
  const [first = 0] = bytes
  const control = controls.get(first)
  if (first !== start) {
    return control ? { kind: 'frame', frame: { kind: control }, length: 1 } : { kind: 'noise' }
  }
  const head = headLength(addressed)
  const [high, low] = bytes.subarray(head - LENGTH_BYTES, head)
  if (high === undefined || low === undefined) return { kind: 'more' }
  const length = high * 0x100 + low
  if (length < MIN_TEXT || length > maxText) return { kind: 'noise' }
  const opening = bytes[head]
  if (opening !== undefined && firstOfText && !firstOfText.includes(opening)) return { kind: 'noise' }
  const end = head + length
  if (bytes.length < end + trailerLength) return { kind: 'more' }
  const wanted = trailer(bytes.subarray(0, end))
  if (wanted.some((byte, at) => byte !== bytes[end + at])) {
    return { kind: 'frame', frame: { kind: 'broken' }, length: 1 }
  }
  const text = Uint8Array.from(bytes.subarray(head, end))
  const address = addressed ? (bytes[1] ?? 0) : 0
  return { kind: 'frame', frame: { kind: 'text', address, text }, length: end + trailerLength }
}

function headLength(addressed: boolean): number {
  return 1 + (addressed ? 1 : 0) + LENGTH_BYTES
}
