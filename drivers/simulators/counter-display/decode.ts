/** What a display was told to show. */
export type Content = { address: number; text?: string; number?: number; state?: number }

/** A frame found at the start of the bytes, a call for more, or nothing that begins here. */
type Look = { content: Content; length: number } | 'more' | 'no'

const gb18030 = new TextDecoder('gb18030')
const colours = [0, 2, 1, 3]

/** Wire forms of known displays. */
export const decoders: Readonly<Record<string, (bytes: Buffer) => Look>> = {
  digits4(bytes) {
    if (bytes.length < 4) return 'more'
    const [id = 0, high = 0, low = 0, sum] = bytes
    return sum === ((id + high + low) & 0xff)
      ? { content: { address: id, number: high * 256 + low }, length: 4 }
      : 'no'
  },
  colour(bytes) {
    if (bytes[0] !== 0x3a) return 'no'
    if (bytes.length < 7) return 'more'
    const [, colour = 0, low = 0, high = 0, info = 0, sum, tail] = bytes
    if (tail !== 0x0a || sum !== ((colour + low + high + info) & 0xff)) return 'no'
    return { content: { address: info, number: high * 256 + low, state: colours.indexOf(colour) }, length: 7 }
  },
  text(bytes) {
    if (bytes[0] !== 0xaa || (bytes.length > 1 && bytes[1] !== 0x55)) return 'no'
    const textLength = bytes[4]
    if (textLength === undefined) return 'more'
    const checkAt = 5 + textLength
    if (bytes.length < checkAt + 3) return 'more'
    if (bytes[checkAt + 2] !== 0x0d || crc(bytes.subarray(2, checkAt)) !== bytes.readUInt16BE(checkAt))
      return 'no'
    const text = gb18030.decode(bytes.subarray(5, checkAt))
    return { content: { address: bytes[2] ?? 0, state: bytes[3] ?? 0, text }, length: checkAt + 3 }
  },
}

function crc(bytes: Uint8Array): number {
  let value = 0xffff
  for (const byte of bytes) {
    value ^= byte << 8
    for (let bit = 0; bit < 8; bit += 1) value = ((value << 1) ^ (value & 0x8000 ? 0x1021 : 0)) & 0xffff
  }
  return value
}
