import { isUtf8 } from 'node:buffer'
import { createFrameReader } from './frame-reader.ts'
import type { FrameReader, Scan } from './frame-reader.ts'

/** What a code scanner says. */
export type ScannerFrame =
  | { kind: 'code'; text: string }
  /** A line that is no code: it has control characters, is not text, or is too long. */
  | { kind: 'refused' }
  /** An answer to a command: `ack` done, `nak` the value is out of range, `unknown` there is no such command. */
  | { kind: 'reply'; command: string; result: 'ack' | 'nak' | 'unknown' }
  /** The answer to a sign of life. */
  | { kind: 'alive' }

/** What ends a code: carriage return, line feed or both in any order; or a tab. */
export type ScannerSuffix = 'crlf' | 'tab'

export type ScannerReaderOptions = {
  suffix?: ScannerSuffix
  /** Bytes of the longest code; default 1,024. */
  maxLength?: number
  /** Whether an answer to a sign of life may come now: it looks like the beginning of a code. */
  isAliveDue?: () => boolean
}

/** Finds what only one maker's scanners say, at the beginning of a line; `undefined` when this is nothing of the kind. */
export type ScannerDialectScan = (bytes: Uint8Array) => Scan<ScannerFrame> | undefined

const ends: Readonly<Record<ScannerSuffix, readonly number[]>> = { crlf: [0x0d, 0x0a], tab: [0x09] }
export const USUAL_MAX_LENGTH = 1_024

/**
 * A reader of lines. A code has no check of its own, so a line is taken as a whole or not at all: one in which anything
 * is wrong is refused to its end, and no part of it is ever taken for a code: neither is what comes behind a line that
 * was given up in the middle.
 */
export function createScannerReader(
  { suffix = 'crlf', maxLength = USUAL_MAX_LENGTH }: ScannerReaderOptions,
  dialect: ScannerDialectScan = () => undefined,
): FrameReader<ScannerFrame> {
  /** The beginning of this line was refused or given up: its rest is no code of its own. */
  let isSpoilt = false
  /** … and nobody has been told so yet. */
  let isUntold = false

  function scan(bytes: Uint8Array): Scan<ScannerFrame | 'passed'> {
    const special = dialect(bytes)
    if (special) return special
    const end = endOf(bytes.subarray(0, maxLength + 1), suffix)
    if (end < 0 && bytes.length <= maxLength) return { kind: 'more' }
    const wasSpoilt = isSpoilt
    isSpoilt = end < 0
    const length = end < 0 ? maxLength + 1 : end + 1
    if (wasSpoilt || end === 0) {
      const frame = isUntold ? ({ kind: 'refused' } as const) : 'passed'
      isUntold = false
      return { kind: 'frame', frame, length }
    }
    const text = end < 0 ? undefined : textOf(bytes.subarray(0, end))
    const frame = text === undefined ? { kind: 'refused' as const } : { kind: 'code' as const, text }
    return { kind: 'frame', frame, length }
  }

  const reader = createFrameReader(maxLength + 1, scan)
  const told = (frames: readonly (ScannerFrame | 'passed')[]) => frames.filter((frame) => frame !== 'passed')
  return {
    push: (chunk) => told(reader.push(chunk)),
    expire() {
      const isGivenUp = reader.heldBytes > 0
      const frames = told(reader.expire())
      isUntold ||= isGivenUp && !isSpoilt
      isSpoilt ||= isGivenUp
      return frames
    },
    get noiseBytes() {
      return reader.noiseBytes
    },
    get heldBytes() {
      return reader.heldBytes
    },
  }
}

/** Where the first end is, or -1. */
function endOf(bytes: Uint8Array, suffix: ScannerSuffix): number {
  const found = ends[suffix].map((end) => bytes.indexOf(end)).filter((at) => at >= 0)
  return found.length > 0 ? Math.min(...found) : -1
}

const gb18030 = new TextDecoder('gb18030', { fatal: true })

/** The text of a code, UTF-8 or else GB18030; `undefined` when it is neither or has control characters. */
function textOf(bytes: Uint8Array): string | undefined {
  // No letter has such a byte in it, in neither code.
  if (bytes.some((byte) => byte < 0x20 || byte === 0x7f)) return undefined
  const text = isUtf8(bytes) ? Buffer.from(bytes).toString('utf8') : gb18030Text(bytes)
  return text === undefined || /\p{Cc}/u.test(text) ? undefined : text
}

function gb18030Text(bytes: Uint8Array): string | undefined {
  try {
    return gb18030.decode(bytes)
  } catch {
    return undefined
  }
}

/** What the status byte in a reply means, for makers that took these three. */
export function replyResultOf(byte: number | undefined): 'ack' | 'nak' | 'unknown' | undefined {
  if (byte === 0x06) return 'ack'
  if (byte === 0x15) return 'nak'
  return byte === 0x05 ? 'unknown' : undefined
}
