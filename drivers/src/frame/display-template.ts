import { crc16, sum8, xor8 } from './crc.ts'

/** What a counter display is asked to show. */
export type DisplayContent = {
  /** Free text, cut at what the display holds. */
  text: string
  /** The digits of the ticket, 0…9999; 0 blanks a display that shows only digits. */
  number: number
  /** 0 closed, 1 open, 2 calling, 3 paused: displays with colours or icons use it. */
  state: number
}

/** One field of a frame, in the order in which it is sent. */
export type DisplayField =
  | { kind: 'bytes'; bytes: readonly number[] }
  | { kind: 'address' }
  /** The ticket's digits as a binary number of two bytes. */
  | { kind: 'number16'; order: 'highFirst' | 'lowFirst' }
  /** A byte chosen by the state. */
  | { kind: 'state'; values: readonly number[] }
  /** Length of the text in bytes. */
  | { kind: 'textLength' }
  | { kind: 'text'; maxBytes: number }
  /** A check over all bytes from field `from` (counted from 0) up to here. */
  | { kind: 'check'; algorithm: 'sum8' | 'xor8' | 'crc16'; from: number }

/** A kind of display as data: most vendors differ only in header, check and tail. */
export type DisplayTemplate = {
  name: string
  /** How text becomes bytes. */
  encode(text: string): Uint8Array
  fields: readonly DisplayField[]
}

/** Composes the frame that makes the display at `address` (0…255) show `content`. */
export function encodeDisplayFrame(
  template: DisplayTemplate,
  address: number,
  content: DisplayContent,
): Buffer {
  const bytes: number[] = []
  const starts: number[] = []
  const textOf = fittingText(template, content.text)
  for (const field of template.fields) {
    starts.push(bytes.length)
    bytes.push(...bytesOf(field))
  }
  return Buffer.from(bytes)

  function bytesOf(field: DisplayField): readonly number[] {
    switch (field.kind) {
      case 'bytes':
        return field.bytes
      case 'address':
        return [address & 0xff]
      case 'number16':
        return field.order === 'highFirst' ? word(content.number) : word(content.number).reverse()
      case 'state':
        return [field.values[content.state] ?? field.values[0] ?? 0]
      case 'textLength':
        return [textOf.length]
      case 'text':
        return [...textOf]
      case 'check':
        return checkOf(field.algorithm, Buffer.from(bytes.slice(starts[field.from] ?? 0)))
    }
  }
}

function checkOf(algorithm: 'sum8' | 'xor8' | 'crc16', covered: Uint8Array): number[] {
  if (algorithm === 'sum8') return [sum8(covered)]
  if (algorithm === 'xor8') return [xor8(covered)]
  return word(crc16(covered))
}

function word(value: number): number[] {
  return [(value >> 8) & 0xff, value & 0xff]
}

/** Cuts text at a whole character, so that half a Hanzi never reaches the display. */
function fittingText(template: DisplayTemplate, text: string): Uint8Array {
  const field = template.fields.find((one) => one.kind === 'text')
  const room = Math.min(field?.maxBytes ?? 0, 255)
  const fitting: number[] = []
  for (const character of text) {
    const bytes = template.encode(character)
    if (fitting.length + bytes.length > room) break
    fitting.push(...bytes)
  }
  return Uint8Array.from(fitting)
}
