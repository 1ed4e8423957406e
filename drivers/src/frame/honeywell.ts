import { createScannerReader, replyResultOf } from './scanner-line.ts'
import type { Scan } from './frame-reader.ts'
import type { ScannerFrame, ScannerReaderOptions } from './scanner-line.ts'

/**
 * Honeywell scanners (Voyager, Xenon, N-series engines) by serial commands (115200 8N1 as delivered).
 *
 * | | bytes |
 * |---|---|
 * | light the scanner | `16 54 0D`; until it has read or its own time is over; no reply |
 * | put it out | `16 55 0D`; no reply |
 * | menu command | `16 4D 0D`, tag, subtag and value, `!` until power is cut or `.` kept for ever |
 * | reply | what was sent, with `06` done, `15` value out of range, `05` no such tag before the `!` or `.` |
 * | query | a menu command with `?` for its value; the reply has the present one |
 * | code | its text, then CR or CR LF |
 *
 * `TRGMOD?` asks for the mode of the trigger, which must be 0 (manual) for the two bytes to work.
 *
 * Source: Honeywell, user guides of Voyager 1250g, Xenon 1900 and N431X, chapters “Serial Programming Commands”.
 */
export const HONEYWELL_TRIGGER = {
  on: Buffer.of(0x16, 0x54, 0x0d),
  off: Buffer.of(0x16, 0x55, 0x0d),
} as const

/** A menu command for as long as the scanner has power. */
export function encodeHoneywellMenu(command: string): Buffer {
  return Buffer.from(`\u{16}M\r${command}!`, 'latin1')
}

/** A reader of replies and codes. */
export function createHoneywellReader(options: ScannerReaderOptions = {}) {
  return createScannerReader(options, scanReply)
}

const LONGEST_REPLY = 64
const FOR_NOW = 0x21
const FOR_EVER = 0x2e

/** A tag with a result behind it; no code has the control characters that results are. */
function scanReply(bytes: Uint8Array): Scan<ScannerFrame> | undefined {
  const at = bytes.subarray(0, LONGEST_REPLY).findIndex((byte) => replyResultOf(byte) !== undefined)
  const result = replyResultOf(bytes[at])
  const command = Buffer.from(bytes.subarray(0, Math.max(0, at))).toString('latin1')
  if (!result || !/^[A-Z0-9]{6,}$/.test(command)) return undefined
  const storage = bytes[at + 1]
  if (storage === undefined) return { kind: 'more' }
  if (storage !== FOR_NOW && storage !== FOR_EVER) return undefined
  return { kind: 'frame', frame: { kind: 'reply', command, result }, length: at + 2 }
}
