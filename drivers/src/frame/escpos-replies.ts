/** Something an ESC/POS printer said. */
export type PrinterReply =
  | { kind: 'flow'; go: boolean }
  /** Answer to DLE EOT; which question it answers only the asker knows. */
  | { kind: 'realtime'; value: number }
  /** Automatic status, four bytes. */
  | { kind: 'asb'; bytes: readonly [number, number, number, number] }
  /** Custom's full status: paper, user, recoverable and unrecoverable errors. */
  | { kind: 'full'; bytes: readonly [number, number, number, number] }
  /** One-byte answer to GS r or GS I. */
  | { kind: 'single'; value: number }
  /** The data before a process id request has finished printing. */
  | { kind: 'processId'; id: string }
  /** The printer has emptied its buffers after DLE DC4 8. */
  | { kind: 'cleared' }
  /** Any other block: identification texts and the like. */
  | { kind: 'block'; header: number; text: string }

/** A stateful reader of what a printer says. It has no timers. */
export type PrinterReplyReader = {
  push(chunk: Uint8Array): PrinterReply[]
  /** Gives up an unfinished ASB or block; called when the line has been silent for a while. */
  expire(): PrinterReply[]
  readonly noiseBytes: number
  readonly heldBytes: number
}

const XON = 0x11
const XOFF = 0x13
const DLE = 0x10
const FULL_MARK = 0x0f
const MAX_BLOCK = 100
const blockHeaders: ReadonlySet<number> = new Set([0x35, 0x37, 0x3b, 0x3d, 0x5f])

/**
 * Tells apart the kinds of reply by the fixed bits of their first byte (Epson ESC/POS reference, "DLE EOT", "GS a",
 * "GS r", "GS ( H"; mask table in Citizen's command manual): b&93=12 DLE EOT, b&93=10 with three b&90=0 after it ASB,
 * b&90=0 alone GS r, 35/37/3B/3D/5F … 00 a block. XON and XOFF equal none of these and may stand between the bytes of
 * an ASB.
 *
 * A one-byte reply has no check of its own, and a caller may take it as a sign that a ticket is printed. So a byte
 * that first looked like part of an ASB or block which then broke off is never offered as one: it counts as noise,
 * while strong replies inside it are still found.
 *
 * With `fullStatus` the printer is one of Custom's, which has no ASB: 10 0F begins a full status of six bytes (KPM150
 * Commands Manual, "DLE EOT" n = 20 and "GS $E0").
 */
export function createPrinterReplyReader({ fullStatus = false } = {}): PrinterReplyReader {
  let held: number[] = []
  let noiseBytes = 0

  function take(input: readonly number[], patient: boolean): PrinterReply[] {
    const replies: PrinterReply[] = []
    let at = 0
    let suspectUntil = 0
    held = []
    while (at < input.length) {
      const found = scan(input, at, replies, fullStatus)
      if (found.kind === 'reply') {
        if (found.reply.kind === 'single' && at < suspectUntil) noiseBytes += 1
        else replies.push(found.reply)
        at = found.next
      } else if (found.kind === 'more' && patient) {
        held = input.slice(at).filter((byte) => fullStatus || (byte !== XON && byte !== XOFF))
        return replies
      } else {
        noiseBytes += 1
        suspectUntil = Math.max(suspectUntil, found.kind === 'broken' ? found.at : input.length)
        at += 1
      }
    }
    return replies
  }

  return {
    push: (chunk) => take([...held, ...chunk], true),
    expire: () => take(held, false),
    get noiseBytes() {
      return noiseBytes
    },
    get heldBytes() {
      return held.length
    },
  }
}

type Found =
  | { kind: 'reply'; reply: PrinterReply; next: number }
  | { kind: 'more' }
  /** A reply seemed to begin, but the byte at `at` does not belong to it. */
  | { kind: 'broken'; at: number }

function scan(input: readonly number[], start: number, replies: PrinterReply[], fullStatus: boolean): Found {
  const first = input[start] ?? 0
  if (first === XON || first === XOFF) {
    return { kind: 'reply', reply: { kind: 'flow', go: first === XON }, next: start + 1 }
  }
  if ((first & 0x93) === 0x12)
    return { kind: 'reply', reply: { kind: 'realtime', value: first }, next: start + 1 }
  if (fullStatus && first === DLE) return scanFull(input, start)
  if ((first & 0x93) === 0x10 && !fullStatus) return scanAsb(input, start, replies)
  if ((first & 0x90) === 0x00) {
    return { kind: 'reply', reply: { kind: 'single', value: first }, next: start + 1 }
  }
  if (blockHeaders.has(first)) return scanBlock(input, start)
  return { kind: 'broken', at: start + 1 }
}

function scanAsb(input: readonly number[], start: number, replies: PrinterReply[]): Found {
  const bytes: number[] = [input[start] ?? 0]
  const flow: PrinterReply[] = []
  for (let at = start + 1; at < input.length; at += 1) {
    const byte = input[at] ?? 0
    if (byte === XON || byte === XOFF) {
      flow.push({ kind: 'flow', go: byte === XON })
      continue
    }
    if ((byte & 0x90) !== 0) return { kind: 'broken', at }
    bytes.push(byte)
    const [a = 0, b = 0, c = 0, d] = bytes
    if (d !== undefined) {
      replies.push(...flow)
      return { kind: 'reply', reply: { kind: 'asb', bytes: [a, b, c, d] }, next: at + 1 }
    }
  }
  // Flow bytes inside an unfinished ASB are told at once, and taken out of what is held.
  replies.push(...flow)
  return { kind: 'more' }
}

function scanFull(input: readonly number[], start: number): Found {
  const [, mark, a, b, c, d] = input.slice(start, start + 6)
  if (mark !== undefined && mark !== FULL_MARK) return { kind: 'broken', at: start + 1 }
  if (a === undefined || b === undefined || c === undefined || d === undefined) return { kind: 'more' }
  return { kind: 'reply', reply: { kind: 'full', bytes: [a, b, c, d] }, next: start + 6 }
}

function scanBlock(input: readonly number[], start: number): Found {
  const header = input[start] ?? 0
  const idLength = header === 0x37 && input[start + 1] === 0x22 ? 6 : undefined
  for (let at = start + 1; at < input.length; at += 1) {
    const byte = input[at] ?? 0
    const length = at - start
    if (byte === 0x00 && (idLength === undefined || length === idLength))
      return block(header, input.slice(start + 1, at), at + 1)
    const misfits = byte < 0x20 || byte > 0x7e || length >= (idLength ?? MAX_BLOCK)
    if (misfits) return { kind: 'broken', at }
  }
  return { kind: 'more' }
}

function block(header: number, body: readonly number[], next: number): Found {
  const text = String.fromCharCode(...body)
  if (header === 0x37 && text.length === 5 && text.startsWith('"')) {
    return { kind: 'reply', reply: { kind: 'processId', id: text.slice(1) }, next }
  }
  if (header === 0x37 && text === '%') return { kind: 'reply', reply: { kind: 'cleared' }, next }
  return { kind: 'reply', reply: { kind: 'block', header, text }, next }
}
