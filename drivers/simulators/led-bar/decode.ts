import type { Look } from '../bus/wire.ts'

/** What a bar was told. */
export type BarContent = {
  address: number
  text?: string
  motion?: number
  speed?: number
  brightness?: number
}

const gb18030 = new TextDecoder('gb18030')

/** Wire forms of known bars. */
export const decoders: Readonly<Record<string, (bytes: Buffer) => Look<BarContent>>> = {
  own(bytes) {
    if (bytes[0] !== 0xaa || (bytes.length > 1 && bytes[1] !== 0x56)) return 'no'
    if (bytes.length < 8) return 'more'
    const end = 8 + bytes.readUInt16LE(6)
    if (end > 264) return 'no'
    if (bytes.length < end + 3) return 'more'
    if (bytes.readUInt16BE(end) !== forward(bytes.subarray(2, end)) || bytes[end + 2] !== 0x0d) return 'no'
    const [, , address = 0, motion = 0, speed = 0, brightness = 0] = bytes
    const text = gb18030.decode(bytes.subarray(8, end))
    return { frame: { address, motion, speed, brightness, text }, length: end + 3 }
  },
  bx5(bytes) {
    const lead = bytes.findIndex((byte) => byte !== 0xa5)
    if (lead === -1) return bytes.length < 32 ? 'more' : 'no'
    if (lead !== 8) return 'no'
    const tail = bytes.indexOf(0x5a, 8)
    if (tail === -1) return bytes.length < 1_200 ? 'more' : 'no'
    const plain = unescaped(bytes.subarray(8, tail))
    const content = plain && bxContent(plain)
    return content ? { frame: content, length: tail + 1 } : 'no'
  },
  alpha(bytes) {
    if (bytes[0] !== 0x01) return 'no'
    const end = bytes.indexOf(0x04)
    if (end === -1) return bytes.length < 400 ? 'more' : 'no'
    const textEnd = end - 5
    const head = bytes.subarray(4, 9).toString('hex')
    if (textEnd < 11 || bytes[1] !== 0x5a || head !== '0241411b30' || bytes[textEnd] !== 0x03) return 'no'
    const sum = bytes.subarray(4, textEnd + 1).reduce((total, byte) => (total + byte) & 0xffff, 0)
    if (hexOf(bytes.subarray(textEnd + 1, end)) !== sum) return 'no'
    const content = {
      address: hexOf(bytes.subarray(2, 4)),
      motion: bytes[9] ?? 0,
      speed: bytes[10] ?? 0,
      text: bytes.subarray(11, textEnd).toString('latin1').replaceAll('\r', '\n'),
    }
    return { frame: content, length: end + 1 }
  },
}

function hexOf(digits: Buffer): number {
  return Number.parseInt(digits.toString('latin1'), 16)
}

function unescaped(bytes: Buffer): Buffer | undefined {
  const plain: number[] = []
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    if (byte !== 0xa6 && byte !== 0x5b) plain.push(byte)
    else {
      at += 1
      const kind = bytes[at]
      if (kind !== 1 && kind !== 2) return undefined
      plain.push(kind === 1 ? byte : byte === 0xa6 ? 0xa5 : 0x5a)
    }
  }
  return Buffer.from(plain)
}

function bxContent(plain: Buffer): BarContent | undefined {
  if (plain.length < 18 || plain.readUInt16LE(plain.length - 2) !== backward(plain.subarray(0, -2)))
    return undefined
  if (plain.readUInt16LE(12) !== plain.length - 16) return undefined
  const address = plain.readUInt16LE(0)
  const data = plain.subarray(14, -2)
  const command = data.readUInt16BE(0)
  if (command === 0xa302) return { address, brightness: data[6] ?? 0 }
  if (command !== 0xa306 || data.readUInt16LE(7) !== data.length - 9) return undefined
  const area = data.subarray(9)
  const text = gb18030.decode(area.subarray(27, 27 + area.readUInt32LE(23))).replaceAll('\\n', '\n')
  return { address, motion: area[19] ?? 0, speed: area[21] ?? 0, text }
}

function forward(bytes: Uint8Array): number {
  let value = 0xffff
  for (const byte of bytes) {
    value ^= byte << 8
    for (let bit = 0; bit < 8; bit += 1) value = ((value << 1) ^ (value & 0x8000 ? 0x1021 : 0)) & 0xffff
  }
  return value
}

function backward(bytes: Uint8Array): number {
  let value = 0
  for (const byte of bytes) {
    value ^= byte
    for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >> 1) ^ 0xa001 : value >> 1
  }
  return value
}
