/** What a scanner makes of the bytes that came: how many it has dealt with, what it answers, whether it lights up. */
export type ScannerReply = { taken: number; reply?: Buffer; light?: boolean }

const incomplete: ScannerReply = { taken: 0 }
const skip: ScannerReply = { taken: 1 }
const head = Buffer.from('7e0130303030', 'hex')

/** `~ SOH 0000 @|# tag ; ETX`, answered by STX in the place of `~` and ACK before `;`; `?` is answered by `!`. */
export function newlandAnswer(held: Buffer): ScannerReply {
  if (held.length === 0) return incomplete
  if (held[0] === 0x3f) return { taken: 1, reply: Buffer.from('!') }
  if (held[0] !== 0x7e) return skip
  const end = held.indexOf(Buffer.of(0x3b, 0x03))
  if (end < 0) return held.length < 256 ? incomplete : skip
  const storage = held.subarray(6, 7).toString('latin1')
  const isWhole = held.subarray(0, 6).equals(head) && (storage === '@' || storage === '#')
  if (!isWhole) return skip
  const command = held.subarray(7, end).toString('latin1')
  const taken = end + 2
  const reply = (text: string) => Buffer.from(`\x02\x010000${storage}${text};\x03`, 'latin1')
  switch (command) {
    case 'SCNTRG1':
      return { taken, light: true, reply: reply(`${command}\x06`) }
    case 'SCNTRG0':
      return { taken, light: false, reply: reply(`${command}\x06`) }
    case 'SCNMOD*':
      return { taken, reply: reply('SCNMOD0\x06') }
    default:
      return { taken, reply: reply(`${command}\x05`) }
  }
}

/** SYN T CR lights, SYN U CR puts out, SYN M CR begins a menu command that `!` or `.` ends. */
export function honeywellAnswer(held: Buffer): ScannerReply {
  if (held.length === 0) return incomplete
  if (held[0] !== 0x16) return skip
  if (held.length < 3) return incomplete
  if (held[2] !== 0x0d) return skip
  if (held[1] === 0x54) return { taken: 3, light: true }
  if (held[1] === 0x55) return { taken: 3, light: false }
  if (held[1] !== 0x4d) return skip
  const rest = held.subarray(3, 64).toString('latin1')
  const at = rest.search(/[.!]/)
  if (at < 0) return held.length < 64 ? incomplete : skip
  const isKnown = rest.slice(0, at).toUpperCase() === 'TRGMOD?'
  const text = isKnown ? 'TRGMOD0\x06' : `${rest.slice(0, at).toUpperCase()}\x05`
  return { taken: 4 + at, reply: Buffer.from(text + rest.charAt(at), 'latin1') }
}
