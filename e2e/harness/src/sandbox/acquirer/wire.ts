// Messages as the acquirer's host reads and writes them, from docs/bank-card.md: 2 bytes of length, TPDU, header, type,
// bitmap, fields. Written apart from the client, so that a mistake in one is seen by the other.

/** `N`: digits packed, spare nibble in front; `L`: the same, spare nibble behind; `A`: text; `B`: bytes as hex. */
type Packing = 'N' | 'L' | 'A' | 'B'
/** Packing, size, and digits of the length in front (0: fixed). */
type Spec = readonly [packing: Packing, size: number, lengthDigits: 0 | 2 | 3]

const SPECS = new Map<number, Spec>([
  [2, ['L', 19, 2]],
  [3, ['N', 6, 0]],
  [4, ['N', 12, 0]],
  [11, ['N', 6, 0]],
  [12, ['N', 6, 0]],
  [13, ['N', 4, 0]],
  [14, ['N', 4, 0]],
  [15, ['N', 4, 0]],
  [22, ['L', 3, 0]],
  [23, ['N', 3, 0]],
  [25, ['N', 2, 0]],
  [26, ['N', 2, 0]],
  [32, ['L', 11, 2]],
  [35, ['L', 48, 2]],
  [37, ['A', 12, 0]],
  [38, ['A', 6, 0]],
  [39, ['A', 2, 0]],
  [41, ['A', 8, 0]],
  [42, ['A', 15, 0]],
  [44, ['A', 25, 2]],
  [48, ['L', 322, 3]],
  [49, ['A', 3, 0]],
  [52, ['B', 8, 0]],
  [53, ['N', 16, 0]],
  [54, ['A', 20, 3]],
  [55, ['B', 255, 3]],
  [60, ['L', 17, 3]],
  [61, ['L', 29, 3]],
  [62, ['B', 512, 3]],
  [63, ['A', 163, 3]],
  [64, ['A', 8, 0]],
])

export type HostMessage = {
  tpdu: string
  header: string
  type: string
  /** By number: `f[4]`. */
  f: Record<number, string>
}
/** `guarded`: hex of what field 64 vouches for; empty without it. */
export type Received = HostMessage & { guarded: string }

/** Reads one message without its length bytes. Throws what is wrong with it. */
export function parse(bytes: Uint8Array): Received {
  const hex = Buffer.from(bytes).toString('hex').toUpperCase()
  let at = 0
  const take = (digits: number): string => {
    if (at + digits > hex.length)
      throw new Error(`the message ends ${at + digits - hex.length} nibbles early`)
    at += digits
    return hex.slice(at - digits, at)
  }
  const [tpdu, header, type, bitmap] = [take(10), take(12), take(4), take(16)]
  const bits = BigInt(`0x${bitmap}`)
  const f: Record<number, string> = {}
  let guarded = ''
  for (let number = 1; number <= 64; number += 1) {
    if (((bits >> BigInt(64 - number)) & 1n) === 0n) continue
    const spec = SPECS.get(number)
    if (!spec) throw new Error(`field ${number} is unknown`)
    if (number === 64) guarded = hex.slice(22, at)
    f[number] = read(number, spec, take)
  }
  if (at !== hex.length) throw new Error(`${hex.length - at} nibbles too many`)
  return { tpdu, header, type, f, guarded }
}

function read(number: number, [packing, most, lengthDigits]: Spec, take: (digits: number) => string): string {
  const told = lengthDigits === 0 ? String(most) : take(lengthDigits === 2 ? 2 : 4)
  const size = Number(told)
  if (!/^\d+$/.test(told) || size > most) throw new Error(`field ${number} cannot be ${told} long`)
  if (packing === 'A') return Buffer.from(take(size * 2), 'hex').toString('latin1')
  if (packing === 'B') return take(size * 2)
  const nibbles = take(size + (size % 2))
  return packing === 'N' ? nibbles.slice(nibbles.length - size) : nibbles.slice(0, size)
}

/** Bytes of a message with its length in front. `mac` gets the hex that field 64 is over; null: no field 64. */
export function build(message: HostMessage, mac: ((hex: string) => string) | null): Buffer {
  const numbers = Object.keys(message.f).map(Number)
  let bits = mac ? 1n : 0n
  for (const number of numbers) bits |= 1n << BigInt(64 - number)
  let hex = message.type + bits.toString(16).padStart(16, '0').toUpperCase()
  for (const number of numbers.sort((a, b) => a - b)) hex += write(number, message.f[number] ?? '')
  if (mac) hex += Buffer.from(mac(hex), 'latin1').toString('hex')
  const whole = message.tpdu + message.header + hex
  return Buffer.from((whole.length / 2).toString(16).padStart(4, '0') + whole, 'hex')
}

function write(number: number, value: string): string {
  const spec = SPECS.get(number)
  if (!spec) throw new Error(`field ${number} is unknown`)
  const [packing, most, lengthDigits] = spec
  const size = packing === 'B' ? value.length / 2 : value.length
  if (size > most || (lengthDigits === 0 && size !== most))
    throw new Error(`field ${number} cannot hold ${size}`)
  const length = lengthDigits === 0 ? '' : String(size).padStart(lengthDigits === 2 ? 2 : 4, '0')
  if (packing === 'A') return length + Buffer.from(value, 'latin1').toString('hex').toUpperCase()
  if (packing === 'B' || size % 2 === 0) return length + value
  return length + (packing === 'N' ? `0${value}` : `${value}0`)
}
