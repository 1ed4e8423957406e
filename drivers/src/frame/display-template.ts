import { fitting } from '../paper/fitting.ts'
import { crc16, crc16Arc, sum8, xor8 } from './crc.ts'

/** What a display is asked to show. */
export type DisplayContent = {
  /** Free text, cut at what the display holds. */
  text: string
  /** The digits of the ticket, 0…9999; 0 blanks a display that shows only digits. */
  number: number
  /** 0 closed, 1 open, 2 calling, 3 paused: displays with colours or icons use it. */
  state: number
  /** Settings of its kind, such as speed or brightness, as the display counts them; 0 when left out. */
  values?: Readonly<Record<string, number>>
}

/** One field of a frame, in the order in which it is sent. */
export type DisplayField =
  | { kind: 'bytes'; bytes: readonly number[] }
  /** One byte, or two with the low one first, or two hexadecimal digits. */
  | { kind: 'address'; as?: 'byte' | 'lowFirst' | 'hexDigits' }
  /** The ticket's digits as a binary number of two bytes. */
  | { kind: 'number16'; order: 'highFirst' | 'lowFirst' }
  /** A byte chosen by the state. */
  | { kind: 'state'; values: readonly number[] }
  /** A byte, or two with the low one first, of the named value. */
  | { kind: 'value'; name: string; as?: 'byte' | 'lowFirst' }
  /** Length of the text in bytes: one byte, or more with the lowest first. */
  | { kind: 'textLength'; bytes?: number }
  /** Length in bytes of the fields `from` to `to` (counted from 0), both included, in two bytes, low first. */
  | { kind: 'length'; from: number; to: number }
  | { kind: 'text'; maxBytes: number }
  /** A check over all bytes from field `from` (counted from 0) up to here. */
  | { kind: 'check'; algorithm: keyof typeof CHECKS; from: number }

/** A kind of display as data: most vendors differ only in header, check and tail. */
export type DisplayTemplate = {
  name: string
  /** How text becomes bytes. */
  encode: (text: string) => Uint8Array
  fields: readonly DisplayField[]
  /** Bytes that are replaced by two, in the fields `from` to `to`, after all checks and lengths are made. */
  escape?: { from: number; to: number; pairs: Readonly<Record<number, readonly [number, number]>> }
}

const CHECKS = {
  sum8: (bytes: Uint8Array) => [sum8(bytes)],
  xor8: (bytes: Uint8Array) => [xor8(bytes)],
  /** CRC-16/IBM-3740, high byte first. */
  crc16: (bytes: Uint8Array) => word(crc16(bytes)),
  /** CRC-16/ARC, low byte first. */
  crc16Arc: (bytes: Uint8Array) => word(crc16Arc(bytes)).reverse(),
  /** The sum modulo 65,536 as four hexadecimal digits. */
  sumDigits: (bytes: Uint8Array) =>
    hexDigits(
      bytes.reduce((sum, byte) => (sum + byte) & 0xffff, 0),
      4,
    ),
} as const

/** Composes the frame that makes the display at `address` (0…255, or more where it has two bytes) show `content`. */
export function encodeDisplayFrame(
  template: DisplayTemplate,
  address: number,
  content: DisplayContent,
): Buffer {
  const text = textOf(template, content.text)
  const parts = template.fields.map((field) => plainBytes(field, address, content, text))
  template.fields.forEach((field, index) => {
    if (field.kind === 'length')
      parts[index] = word(parts.slice(field.from, field.to + 1).flat().length).reverse()
  })
  template.fields.forEach((field, index) => {
    if (field.kind === 'check')
      parts[index] = CHECKS[field.algorithm](Buffer.from(parts.slice(field.from, index).flat()))
  })
  return Buffer.from(escaped(template, parts).flat())
}

/** What a field is by itself; lengths and checks, which need the others, keep their place. */
function plainBytes(
  field: DisplayField,
  address: number,
  content: DisplayContent,
  text: readonly number[],
): readonly number[] {
  switch (field.kind) {
    case 'bytes':
      return field.bytes
    case 'address':
      return addressBytes(address, field.as)
    case 'number16':
      return field.order === 'highFirst' ? word(content.number) : word(content.number).reverse()
    case 'state':
      return [field.values[content.state] ?? field.values[0] ?? 0]
    case 'value':
      return lowFirst(content.values?.[field.name] ?? 0, field.as === 'lowFirst' ? 2 : 1)
    case 'textLength':
      return lowFirst(text.length, field.bytes ?? 1)
    case 'text':
      return text
    case 'length':
      return [0, 0]
    case 'check':
      return []
  }
}

function addressBytes(address: number, as: 'byte' | 'lowFirst' | 'hexDigits' = 'byte'): number[] {
  if (as === 'hexDigits') return hexDigits(address, 2)
  return lowFirst(address, as === 'byte' ? 1 : 2)
}

function escaped(
  template: DisplayTemplate,
  parts: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  const { escape } = template
  if (!escape) return parts
  return parts.map((part, index) =>
    index < escape.from || index > escape.to ? part : part.flatMap((byte) => escape.pairs[byte] ?? [byte]),
  )
}

function word(value: number): number[] {
  return [(value >> 8) & 0xff, value & 0xff]
}

function lowFirst(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, index) => (value >> (8 * index)) & 0xff)
}

function hexDigits(value: number, digits: number): number[] {
  return [...Buffer.from(value.toString(16).toUpperCase().padStart(digits, '0').slice(-digits), 'latin1')]
}

function textOf(template: DisplayTemplate, text: string): number[] {
  const field = template.fields.find((one) => one.kind === 'text')
  return [...fitting(text, field?.maxBytes ?? 0, (character) => template.encode(character))]
}
