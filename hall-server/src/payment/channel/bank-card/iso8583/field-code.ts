import { MessageError } from './error.ts'
import type { FieldFormat } from './fields.ts'

const PATTERNS = {
  n: /^\d*$/,
  z: /^[0-9A-FD]*$/,
  an: /^[^\u0100-\uffff]*$/,
  b: /^(?:[0-9A-F]{2})*$/,
} as const

/** How many digits, nibbles, characters or bytes a value has. */
const sizeOf = (format: FieldFormat, value: string): number =>
  format.kind === 'b' ? value.length / 2 : value.length

/** Bytes of a field, its length in front where it has one. Throws {@link MessageError} for what the format cannot hold. */
export function encodeField(number: number, format: FieldFormat, value: string): Buffer {
  const size = sizeOf(format, value)
  const fits = format.var ? size > 0 && size <= format.length : size === format.length
  if (!fits || !PATTERNS[format.kind].test(value))
    throw new MessageError(`field ${number} cannot hold its value`)
  const body = encodeBody(format, value)
  return format.var ? Buffer.concat([encodeLength(size, format.var), body]) : body
}

function encodeLength(size: number, digits: 2 | 3): Buffer {
  return Buffer.from(String(size).padStart(digits === 2 ? 2 : 4, '0'), 'hex')
}

function encodeBody(format: FieldFormat, value: string): Buffer {
  if (format.kind === 'an') return Buffer.from(value, 'latin1')
  if (format.kind === 'b' || value.length % 2 === 0) return Buffer.from(value, 'hex')
  return Buffer.from(hasSpareInFront(format) ? `0${value}` : `${value}0`, 'hex')
}

const hasSpareInFront = (format: FieldFormat): boolean => format.var === undefined && !format.left

/** Reads the field at `at`; `next` is where the one after it begins. Throws {@link MessageError}. */
export function decodeField(
  number: number,
  format: FieldFormat,
  bytes: Buffer,
  at: number,
): { value: string; next: number } {
  const { size, start } = decodeLength(number, format, bytes, at)
  const isPacked = format.kind === 'n' || format.kind === 'z'
  const next = start + (isPacked ? Math.ceil(size / 2) : size)
  if (next > bytes.length) throw new MessageError(`field ${number} is cut short`)
  const value = decodeBody(format, bytes.subarray(start, next), size)
  if (!PATTERNS[format.kind].test(value)) throw new MessageError(`field ${number} holds what it may not`)
  return { value, next }
}

function decodeLength(
  number: number,
  format: FieldFormat,
  bytes: Buffer,
  at: number,
): { size: number; start: number } {
  if (!format.var) return { size: format.length, start: at }
  const start = at + (format.var === 2 ? 1 : 2)
  const digits = bytes.toString('hex', at, start)
  const size = Number(digits)
  if (start > bytes.length || !/^\d+$/.test(digits) || size > format.length)
    throw new MessageError(`field ${number} has no length that it may have`)
  return { size, start }
}

function decodeBody(format: FieldFormat, body: Buffer, size: number): string {
  if (format.kind === 'an') return body.toString('latin1')
  const hex = body.toString('hex').toUpperCase()
  if (format.kind === 'b' || size % 2 === 0) return hex
  return hasSpareInFront(format) ? hex.slice(1) : hex.slice(0, size)
}
