import { code128 } from './barcode.ts'
import { cellsPerLine, dotsPerLine } from './document.ts'
import type { Align, PaperDocument, PaperItem, PaperWidth } from './document.ts'
import { escpos } from './escpos.ts'
import { encodeGb18030 } from './gb18030.ts'
import type { TextWarning } from './gb18030.ts'
import { GlyphBook } from './glyphs.ts'
import type { GlyphSource } from './glyphs.ts'
import { columns, wrap } from './layout.ts'
import { dotsPerMm, paperDots } from './measure.ts'
import { rasterBands } from './raster.ts'

/** The bytes of a document, and the characters that could not be printed as they are. */
export type ComposedPaper = { bytes: Buffer; warnings: TextWarning[] }

/** Whole commands: nothing that is sent between two parts can fall into the middle of one. */
export type PaperPart = { bytes: Buffer; mm: number }

export type ComposeOptions = {
  /** Pictures of letters that no printer has; without, they come out as `□` with a warning. */
  glyphs?: GlyphSource | undefined
  /** How this printer cuts, when not by GS V. */
  cut?: ((mode: 'partial' | 'full') => Buffer) | undefined
}

type Composing = {
  width: PaperWidth
  cells: number
  cut: (mode: 'partial' | 'full') => Buffer
  /** Bytes of one line of text with its line feed, and of the letters the printer must learn for it. */
  line: (text: string) => Buffer
}

/** Longest text of a QR symbol that every printer takes, in bytes (version 40, level H). */
const maxQrBytes = 1_273
const controls = /\p{Cc}/u

/**
 * Turns a document into ESC/POS bytes for a printer that has just been initialised, starting with Chinese mode. No
 * content of any item can make it carry a real-time command. Throws a RangeError on a QR text of more than 1,273
 * bytes, or with control characters, on a barcode of anything but printable ASCII and on a picture that does not fit.
 */
export function composePaper(document: PaperDocument, options: ComposeOptions = {}): ComposedPaper {
  const warnings: TextWarning[] = []
  const parts = [...composeParts(document, options, (warning) => warnings.push(warning))]
  return { bytes: Buffer.concat(parts.map(({ bytes }) => bytes)), warnings }
}

/** As `composePaper`, one part after the other, so that a list of any length needs little memory. */
export function* composeParts(
  document: PaperDocument,
  { glyphs, cut = escpos.cut }: ComposeOptions,
  warn: (warning: TextWarning) => void,
): Generator<PaperPart> {
  const book = glyphs && new GlyphBook(glyphs)
  const { width, items } = document
  const composing: Composing = {
    width,
    cells: cellsPerLine(width),
    cut,
    line(text) {
      const { bytes, warnings } = encodeGb18030(text, book && ((character) => book.code(character)))
      for (const warning of warnings) warn(warning)
      return Buffer.concat([...(book ? [book.takeLessons()] : []), bytes, escpos.lineFeed()])
    },
  }
  yield { bytes: escpos.chineseOn(), mm: 0 }
  for (const item of items) yield* composeItem(item, composing)
}

function* composeItem(item: PaperItem, composing: Composing): Generator<PaperPart> {
  switch (item.type) {
    case 'text':
      yield* composeText(item, composing)
      return
    case 'columns':
      yield quiet(Buffer.concat([left(), escpos.bold(item.bold ?? false)]))
      for (const line of columns(item.cells, composing.cells))
        yield part(composing.line(line), paperDots.line(1))
      yield quiet(escpos.bold(false))
      return
    case 'rule': {
      const line = composing.line(ruleOf(item.character ?? '-', composing.cells))
      yield part(Buffer.concat([left(), line]), paperDots.line(1))
      return
    }
    case 'qr':
      yield composeQr(item.data, item.module ?? 6, item.level ?? 'M', item.align ?? 'center')
      return
    case 'barcode': {
      const { data, height = 80, module = 2, digits = true, align = 'center' } = item
      const symbol = escpos.code128(code128(data), height, module, digits)
      yield part(aligned(align, symbol), paperDots.barcode(height, digits))
      return
    }
    case 'image': {
      const bands = rasterBands(item.bitmap, dotsPerLine(composing.width))
      const dots = item.bitmap.height / bands.length
      for (const band of bands) yield part(aligned(item.align ?? 'center', band), dots)
      return
    }
    case 'feed':
      yield part(escpos.feed(item.lines), item.lines * paperDots.line(1))
      return
    case 'cut':
      yield part(composing.cut(item.mode ?? 'partial'), paperDots.cut)
      return
  }
}

function* composeText(item: PaperItem & { type: 'text' }, composing: Composing): Generator<PaperPart> {
  const { width = 1, height = 1, bold = false, align = 'left' } = item
  yield quiet(Buffer.concat([escpos.align(align), escpos.size(width, height), escpos.bold(bold)]))
  for (const line of wrap(item.text, Math.floor(composing.cells / width))) {
    yield part(composing.line(line), paperDots.line(height))
  }
  yield quiet(Buffer.concat([escpos.size(1, 1), escpos.bold(false)]))
}

function composeQr(data: string, module: number, level: 'L' | 'M' | 'Q' | 'H', align: Align): PaperPart {
  const length = Buffer.byteLength(data, 'utf8')
  if (length > maxQrBytes) throw new RangeError(`QR text of ${length} bytes, at most ${maxQrBytes}`)
  if (controls.test(data)) throw new RangeError('QR text with control characters')
  return part(aligned(align, escpos.qr(data, module, level)), paperDots.qr(length, module))
}

function part(bytes: Buffer, dots: number): PaperPart {
  return { bytes, mm: dots / dotsPerMm }
}

function quiet(bytes: Buffer): PaperPart {
  return { bytes, mm: 0 }
}

function aligned(align: Align, bytes: Buffer): Buffer {
  return Buffer.concat([escpos.align(align), bytes, left()])
}

function left(): Buffer {
  return escpos.align('left')
}

function ruleOf(character: string, lineCells: number): string {
  const cells = Math.max(1, encodeGb18030(character).bytes.length)
  return character.repeat(Math.floor(lineCells / cells))
}
