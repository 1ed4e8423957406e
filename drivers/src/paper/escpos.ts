import { Adapter } from '@node-escpos/adapter'
import { command, Printer } from '@node-escpos/core'
import type { Align, Scale } from './document.ts'

/**
 * Where `@node-escpos/core` composes to. It is used as an encoder only: its transport never reports a lost line and its
 * status queries are never sent, so bytes reach the printer by our own link.
 */
class MemoryAdapter extends Adapter<[]> {
  #parts: Buffer[] = []

  /** The bytes written since the last call. */
  take(): Buffer {
    const bytes = Buffer.concat(this.#parts)
    this.#parts = []
    return bytes
  }

  write(data: Buffer | string, callback?: (error: Error | null) => void): this {
    this.#parts.push(Buffer.from(data))
    callback?.(null)
    return this
  }

  open(callback?: (error: Error | null) => void): this {
    callback?.(null)
    return this
  }

  close(callback?: (error: Error | null) => void): this {
    callback?.(null)
    return this
  }

  read(): void {
    throw new Error('nothing answers from memory')
  }
}

const memory = new MemoryAdapter()
const composer = new Printer(memory, {})
const { BARCODE_FORMAT, PAPER, TEXT_FORMAT } = command

/** Bytes of what `compose` calls; `flush` writes to the adapter before it returns. */
function composed(compose: (printer: typeof composer) => unknown): Buffer {
  compose(composer)
  void composer.flush()
  return memory.take()
}

const ALIGNMENTS = { left: 'lt', center: 'ct', right: 'rt' } as const

const made = new Map<string, Buffer>()

/** What is the same each time is composed once: a ticket has many of these. Nobody writes into the bytes. */
function composedOnce(name: string, compose: (printer: typeof composer) => unknown): Buffer {
  let bytes = made.get(name)
  if (!bytes) made.set(name, (bytes = composed(compose)))
  return bytes
}

/** GS w n as the library has it: its widths 1…5 are 2…6 dots. */
function barWidth(module: number): string {
  const widths: Readonly<Record<number, string>> = BARCODE_FORMAT.BARCODE_WIDTH
  return widths[clamp(module, 2, 6) - 1] ?? BARCODE_FORMAT.BARCODE_WIDTH_DEFAULT
}

/**
 * ESC/POS command bytes, each named by its function (Epson ESC/POS reference,
 * https://download4.epson.biz/sec_pubs/pos/reference_en/escpos/). Text style, alignment, feed, cut and barcode are
 * composed by `@node-escpos/core`; status, QR, raster and proofs are ours, since there the library is wrong.
 */
export const ESCPOS = {
  initialize: () => composed((printer) => printer.hardware('init')),
  /** FS &: two-byte characters; some Chinese models start without. */
  chineseOn: () => Buffer.from([0x1c, 0x26]),
  align: (align: Align) => composedOnce(align, (printer) => printer.align(ALIGNMENTS[align])),
  size: (width: Scale, height: Scale) =>
    composedOnce(`size ${width} ${height}`, (printer) => printer.size(width, height)),
  /** Without `style`, which sets italic along with it: clones without ESC 4 print that as a letter. */
  bold: (on: boolean) =>
    composedOnce(`bold ${on}`, (printer) =>
      printer.print(on ? TEXT_FORMAT.TXT_BOLD_ON : TEXT_FORMAT.TXT_BOLD_OFF),
    ),
  lineFeed: () => composedOnce('line feed', (printer) => printer.newLine()),
  /** ESC d n, which the library lacks: its `feed` is n line feeds, which follow the line spacing. */
  feed: (lines: number) =>
    composed((printer) => printer.print(Buffer.from([0x1b, 0x64, clamp(lines, 0, 255)]))),
  /** Function B: feeds what is printed past the knife first. The library's `cut` cuts where the paper stands. */
  cut: (mode: 'partial' | 'full') =>
    composed((printer) => printer.print(`${mode === 'full' ? PAPER.PAPER_CUT_A : PAPER.PAPER_CUT_B}\0`)),
  /** ESC i: cuts through, at once (Custom KPM210/216 User Manual, "ESC i"). */
  totalCut: () => Buffer.from([0x1b, 0x69]),
  /** GS e n: ejector of a kiosk printer (Custom KPM210/216 User Manual, "GS e"). */
  ejector: {
    /** Takes the ticket back in, where that is enabled. */
    retract: () => Buffer.from([0x1d, 0x65, 0x02]),
    /** Pushes the ticket out by so many steps of 6.5 mm and holds it. */
    present: (steps: number) => Buffer.from([0x1d, 0x65, 0x03, clamp(steps, 0, 255)]),
  },
  qr,
  /**
   * GS h, GS w, GS H and GS k 73: a CODE128 symbol from data as `code128` makes it. Without the library's `barcode`, which
   * chooses no code set, ends the data with NUL and writes a length that is not the data's.
   */
  code128: (data: Uint8Array, height: number, module: number, digits: boolean) =>
    composed((printer) =>
      printer
        .print(BARCODE_FORMAT.BARCODE_HEIGHT(clamp(height, 1, 255)))
        .print(barWidth(module))
        .print(digits ? BARCODE_FORMAT.BARCODE_TXT_BLW : BARCODE_FORMAT.BARCODE_TXT_OFF)
        .print(BARCODE_FORMAT.BARCODE_CODE128)
        .print(Buffer.from([data.length]))
        .print(Buffer.from(data)),
    ),
  /** ASB on for every kind of change; Custom's printers have GS E0 for it, which sends all four bytes. */
  automaticStatusOn: (kind: 'realtime' | 'full') =>
    Buffer.from(kind === 'full' ? [0x1d, 0xe0, 0x0f] : [0x1d, 0x61, 0xff]),
  /** DLE EOT n. */
  askRealtime: (questions: readonly number[]) => Buffer.from(questions.flatMap((n) => [0x10, 0x04, n])),
  /** GS r 1, answered by one byte when all before it is executed. */
  fence: () => Buffer.from([0x1d, 0x72, 0x01]),
  /** GS ( H function 48: answered by `37 22 id 00` when all before it is printed. `id` is four of 20…7E. */
  processId: (id: string) =>
    Buffer.concat([Buffer.from([0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30]), Buffer.from(id, 'latin1')]),
  /** GS I 67 and 68: model and serial number, each answered by a block `5F … 00` (reference, "GS I"). */
  askModel: () => Buffer.from([0x1d, 0x49, 0x43]),
  askSerial: () => Buffer.from([0x1d, 0x49, 0x44]),
  /** DLE ENQ 2: recover from an error after emptying the buffers. Carried out at once. */
  recoverAndClear: () => Buffer.from([0x10, 0x05, 0x02]),
  /** DLE DC4 8: empty the buffers, answered by `37 25 00`. Carried out at once. */
  clearBuffers: () => Buffer.from([0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08]),
} as const

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, Math.floor(value)))
}

/**
 * A QR symbol by GS ( k; the length that it announces counts bytes, not characters. A length that would read as a
 * real-time command (10 04, 10 05) is made one longer by a space at the end, which readers of links and codes ignore.
 */
function qr(data: string, module: number, level: 'L' | 'M' | 'Q' | 'H'): Buffer {
  const text = Buffer.from(data, 'utf8')
  const lengthBytes = text.length + 3
  const isCommand = (lengthBytes & 0xff) === 0x10 && [0x04, 0x05].includes(lengthBytes >> 8)
  const bytes = isCommand ? Buffer.concat([text, Buffer.from(' ')]) : text
  const stored = bytes.length + 3
  return Buffer.concat([
    Buffer.from([0x1d, 0x28, 0x6b, 0x04, 0x00, 0x31, 0x41, 0x32, 0x00]),
    Buffer.from([0x1d, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x43, clamp(module, 1, 16)]),
    Buffer.from([0x1d, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x45, { L: 0x30, M: 0x31, Q: 0x32, H: 0x33 }[level]]),
    Buffer.from([0x1d, 0x28, 0x6b, stored & 0xff, stored >> 8, 0x31, 0x50, 0x30]),
    bytes,
    Buffer.from([0x1d, 0x28, 0x6b, 0x03, 0x00, 0x31, 0x51, 0x30]),
  ])
}
