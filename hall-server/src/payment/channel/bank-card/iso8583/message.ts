import { MessageError } from './error.ts'
import { decodeField, encodeField } from './field-code.ts'
import { FIELDS } from './fields.ts'
import type { Fields } from './fields.ts'

// TPDU, header, message type, bitmap, fields (docs/bank-card.md). The two length bytes in front are the frame's.

const TPDU_BYTES = 5
const HEADER_BYTES = 6
const TYPE_AT = TPDU_BYTES + HEADER_BYTES
const BITMAP_AT = TYPE_AT + 2
const FIELDS_AT = BITMAP_AT + 8
const MAC_BYTES = 8
export const LEAST_BYTES = FIELDS_AT

export type Message = {
  /** 10 hex digits: `60`, destination, origin. */
  tpdu: string
  /** 12 digits. */
  header: string
  /** Message type: `0200`. */
  type: string
  fields: Fields
}
/** A message that came; `macBlock`: the bytes that its field 64 vouches for, null where it has none. */
export type MessageIn = Message & { macBlock: Buffer | null }

/**
 * Bytes of a message. `macOf` makes field 64 over the message type, the bitmap (with field 64 marked) and all fields before
 * it; null: the message goes without. Throws {@link MessageError}.
 */
export function encodeMessage(message: Message, macOf: ((block: Buffer) => string) | null): Buffer {
  const numbers = [...message.fields.keys(), ...(macOf ? [64] : [])].sort((a, b) => a - b)
  const bodies = [...message.fields]
    .sort(([a], [b]) => a - b)
    .map(([number, value]) => encodeKnown(number, value))
  const block = Buffer.concat([Buffer.from(message.type, 'hex'), bitmapOf(numbers), ...bodies])
  const mac = macOf ? Buffer.from(macOf(block), 'latin1') : Buffer.alloc(0)
  return Buffer.concat([Buffer.from(message.tpdu + message.header, 'hex'), block, mac])
}

function encodeKnown(number: number, value: string): Buffer {
  const format = FIELDS[number]
  if (!format || number === 64) throw new MessageError(`there is no field ${number} to fill`)
  return encodeField(number, format, value)
}

function bitmapOf(numbers: readonly number[]): Buffer {
  const bitmap = Buffer.alloc(8)
  for (const number of numbers) {
    const byte = (number - 1) >> 3
    bitmap.writeUInt8(bitmap.readUInt8(byte) | (0x80 >> ((number - 1) & 7)), byte)
  }
  return bitmap
}

/** Reads a message; throws {@link MessageError} where it is not one, or carries a field that nobody knows. */
export function decodeMessage(bytes: Buffer): MessageIn {
  if (bytes.length < LEAST_BYTES) throw new MessageError('too short for a message')
  const tpdu = bytes.toString('hex', 0, TPDU_BYTES)
  const header = bytes.toString('hex', TPDU_BYTES, TYPE_AT)
  const type = bytes.toString('hex', TYPE_AT, BITMAP_AT)
  if (!tpdu.startsWith('60') || !/^\d{4}$/.test(type)) throw new MessageError('no TPDU or no message type')
  const fields = new Map<number, string>()
  let at = FIELDS_AT
  for (const number of numbersOf(bytes.subarray(BITMAP_AT, FIELDS_AT))) {
    const format = FIELDS[number]
    if (!format) throw new MessageError(`field ${number} is none that is known`)
    const { value, next } = decodeField(number, format, bytes, at)
    fields.set(number, value)
    at = next
  }
  if (at !== bytes.length) throw new MessageError('bytes after the last field')
  const macBlock = fields.has(64) ? bytes.subarray(TYPE_AT, bytes.length - MAC_BYTES) : null
  return { tpdu, header, type, fields: withoutCard(fields), macBlock }
}

function numbersOf(bitmap: Buffer): number[] {
  return Array.from({ length: 64 }, (_, index) => index + 1).filter(
    (number) => (bitmap.readUInt8((number - 1) >> 3) & (0x80 >> ((number - 1) & 7))) !== 0,
  )
}

/**
 * Hosts repeat the card's number in their answers. It goes no further than here: first six and last four remain, and the
 * day it expires and the track do not.
 */
function withoutCard(fields: ReadonlyMap<number, string>): Fields {
  const kept = new Map(fields)
  for (const number of [14, 35]) kept.delete(number)
  const card = kept.get(2)
  if (card !== undefined) kept.delete(2)
  if (card !== undefined && card.length >= 13)
    kept.set(2, `${card.slice(0, 6)}${'*'.repeat(card.length - 10)}${card.slice(-4)}`)
  return kept
}
