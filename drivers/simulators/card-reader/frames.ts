/** Start byte, whether an address follows it, and the check of a reader's frames. */
export type Layout = {
  start: number
  addressed: boolean
  longest: number
  check: (before: Buffer) => Buffer
}

/** What is found at the start of the bytes. */
export type Found =
  | { kind: 'frame'; address: number; text: Buffer; length: number }
  | { kind: 'broken' }
  | { kind: 'byte'; byte: number }
  | 'more'

const bcc = (bytes: Buffer) => bytes.reduce((sum, byte) => sum ^ byte, 0)
const etxAndBcc = (before: Buffer) => Buffer.of(0x03, bcc(Buffer.concat([before, Buffer.of(0x03)])))

function crc(before: Buffer): Buffer {
  let value = 0
  for (const byte of before) {
    for (let bit = 7; bit >= 0; bit -= 1) {
      const top = (value >> 15) & 1
      value = ((value << 1) & 0xffff) ^ (top ^ ((byte >> bit) & 1) ? 0x1021 : 0)
    }
  }
  return Buffer.of(value >> 8, value & 0xff)
}

export const LAYOUTS = {
  crt310: { start: 0x02, addressed: false, longest: 520, check: etxAndBcc },
  crt571: { start: 0xf2, addressed: true, longest: 1_018, check: etxAndBcc },
  sankyo: { start: 0xf2, addressed: false, longest: 1_019, check: crc },
} as const satisfies Record<string, Layout>

export function encode({ start, addressed, check }: Layout, text: Uint8Array, address: number): Buffer {
  const head = [start, ...(addressed ? [address] : []), text.length >> 8, text.length & 0xff]
  const before = Buffer.from([...head, ...text])
  return Buffer.concat([before, check(before)])
}

export function decode({ start, addressed, longest, check }: Layout, bytes: Buffer): Found {
  if (bytes[0] !== start) return { kind: 'byte', byte: bytes[0] ?? 0 }
  const head = addressed ? 4 : 3
  if (bytes.length < head) return 'more'
  const length = bytes.readUInt16BE(head - 2)
  if (length < 2 || length > longest) return { kind: 'byte', byte: start }
  if (bytes.length < head + length + 2) return 'more'
  const before = bytes.subarray(0, head + length)
  if (!check(before).equals(bytes.subarray(before.length, before.length + 2))) return { kind: 'broken' }
  return {
    kind: 'frame',
    address: addressed ? (bytes[1] ?? 0) : 0,
    text: before.subarray(head),
    length: before.length + 2,
  }
}
