import { createScannerReader, replyResultOf } from './scanner-line.ts'
import type { Scan } from './frame-reader.ts'
import type { ScannerFrame, ScannerReaderOptions } from './scanner-line.ts'

/**
 * Newland scanners by serial programming commands (9600 8N1 as delivered).
 *
 * | | bytes |
 * |---|---|
 * | command | `7E 01` `0000` `@` kept for ever or `#` until power is cut, tag and value `3B 03` |
 * | reply | `02 01` `0000` `@` or `#`, tag and value, `06` done, `15` value out of range, `05` no such tag; `3B 03` |
 * | query | a command with `*` for its value; the reply has the present one |
 * | sign of life | `3F`; answer `21` |
 * | code | its text, then CR LF |
 *
 * `SCNTRG1` lights the scanner until it has read or its own time is over, `SCNTRG0` puts it out, `SCNMOD*` asks for the
 * mode of reading.
 *
 * Source: Newland, Serial Programming Command Manual, and the user guides of NLS-HR52 and NLS-EM20.
 */
export function encodeNewland(command: string): Buffer {
  return Buffer.from(`~\u{1}0000#${command};\u{3}`, 'latin1')
}

/** `3F`: are you there? */
export const newlandSignOfLife = Buffer.of(0x3f)

const replyHead = Buffer.from('\u{2}\u{1}0000', 'latin1')
const replyEnd = Buffer.from(';\u{3}', 'latin1')
const LONGEST_REPLY = 128
const ALIVE = 0x21

/** A reader of replies and codes. */
export function createNewlandReader(options: ScannerReaderOptions = {}) {
  const { isAliveDue = () => false } = options
  return createScannerReader(options, (bytes) => {
    if (bytes[0] === ALIVE && isAliveDue()) return { kind: 'frame', frame: { kind: 'alive' }, length: 1 }
    return bytes[0] === replyHead[0]
      ? scanReply(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
      : undefined
  })
}

function scanReply(bytes: Buffer): Scan<ScannerFrame> | undefined {
  const head = bytes.subarray(0, replyHead.length)
  if (!head.equals(replyHead.subarray(0, head.length))) return undefined
  const end = bytes.subarray(0, LONGEST_REPLY).indexOf(replyEnd)
  if (end < 0) return bytes.length < LONGEST_REPLY ? { kind: 'more' } : undefined
  const result = replyResultOf(bytes[end - 1])
  if (!result) return undefined
  const command = bytes.subarray(replyHead.length + 1, end - 1).toString('latin1')
  return { kind: 'frame', frame: { kind: 'reply', command, result }, length: end + replyEnd.length }
}
