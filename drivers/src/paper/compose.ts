import { code128, code128Modules } from './barcode.ts'
import { cellsPerLine, dotsPerLine } from './document.ts'
import type { Align, PaperDocument, PaperItem, PaperWidth } from './document.ts'
import { ESCPOS } from './escpos.ts'
import { encodeGb18030 } from './gb18030.ts'
import type { TextWarning } from './gb18030.ts'
import { GlyphBook } from './glyphs.ts'
import type { GlyphSource } from './glyphs.ts'
import { isRecord, itemProblem, shown } from './item-problem.ts'
import { columns, wrap } from './layout.ts'
import { DOTS_PER_MM, PAPER_DOTS } from './measure.ts'
import { qrModules } from './qr-size.ts'
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
  /** Bytes of one line of text with its line feed, and of the letters that must be defined in the printer for it. */
  line: (text: string) => Buffer
}

/** Longest text of a QR symbol that every printer takes, in bytes (version 40, level H). */
const MAX_QR_BYTES = 1_273
const USUAL_QR_MODULE = { 58: 5, 80: 6 } as const
const controls = /\p{Cc}/u

/**
 * Turns a document into ESC/POS bytes for a printer that has just been initialised, starting with Chinese mode. No
 * content of any item can make it carry a real-time command. Throws a RangeError that names the item and the field on a
 * document that cannot be printed, such as one with a QR text of more than 1,273 bytes, a barcode of anything but
 * printable ASCII or a picture that does not fit; `documentProblem` gives the same sentence as a value.
 */
export function composePaper(document: PaperDocument, options: ComposeOptions = {}): ComposedPaper {
  const warnings: TextWarning[] = []
  const parts = [...composeParts(document, options, (warning) => warnings.push(warning))]
  return { bytes: Buffer.concat(parts.map(({ bytes }) => bytes)), warnings }
}

/**
 * As `composePaper`, one part after the other, so that a list of any length needs little memory. What throws while it
 * composes an item, be it a source of pictures, is thrown on as a RangeError that names the item.
 */
export function* composeParts(
  document: unknown,
  { glyphs, cut = ESCPOS.cut }: ComposeOptions,
  warn: (warning: TextWarning) => void,
): Generator<PaperPart> {
  const book = glyphs && new GlyphBook(glyphs)
  const { width, items } = wellFormed(document)
  const composing: Composing = {
    width,
    cells: cellsPerLine(width),
    cut,
    line(text) {
      const { bytes, warnings } = encodeGb18030(text, book && ((character) => book.code(character)))
      for (const warning of warnings) warn(warning)
      return Buffer.concat([...(book ? [book.takeDefinitions()] : []), bytes, ESCPOS.lineFeed()])
    },
  }
  yield { bytes: ESCPOS.chineseOn(), mm: 0 }
  let number = 0
  for (const item of items) {
    number += 1
    const problem = itemProblem(item, width)
    if (problem) throw new RangeError(`item ${number} ${problem}`)
    try {
      yield* composeItem(item, composing)
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new RangeError(`item ${number} (${item.type}): ${reason}`, { cause })
    }
  }
  if (number === 0) throw new RangeError('the document has no items')
}

/** The document, if it has a width and items that can be gone through twice; its items are looked at one by one. */
function wellFormed(document: unknown): PaperDocument {
  if (!isRecord(document))
    throw new RangeError(`a document has a "width" and "items"; this is ${shown(document, true)}`)
  const { width, items } = document
  if (width !== 58 && width !== 80) throw new RangeError(`width must be 58 or 80, not ${shown(width)}`)
  if (!isItems(items)) throw new RangeError(`items must be a list, not ${shown(items, true)}`)
  if (Object.is(items[Symbol.iterator](), items)) throw new RangeError('items can be gone through only once')
  return { width, items }
}

function isItems(value: unknown): value is Iterable<PaperItem> {
  return isRecordOrList(value) && Symbol.iterator in value && typeof value[Symbol.iterator] === 'function'
}

function isRecordOrList(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function* composeItem(item: PaperItem, composing: Composing): Generator<PaperPart> {
  switch (item.type) {
    case 'text':
      yield* composeText(item, composing)
      return
    case 'columns':
      yield quiet(Buffer.concat([left(), ESCPOS.bold(item.bold ?? false)]))
      for (const line of columns(item.cells, composing.cells))
        yield part(composing.line(line), PAPER_DOTS.line(1))
      yield quiet(ESCPOS.bold(false))
      return
    case 'rule': {
      const line = composing.line(ruleOf(item.character ?? '-', composing.cells))
      yield part(Buffer.concat([left(), line]), PAPER_DOTS.line(1))
      return
    }
    case 'qr':
      yield composeQr(item, composing)
      return
    case 'barcode':
      yield composeBarcode(item, composing)
      return
    case 'image': {
      const bands = rasterBands(item.bitmap, dotsPerLine(composing.width))
      const dots = item.bitmap.height / bands.length
      for (const band of bands) yield part(aligned(item.align ?? 'center', band), dots)
      return
    }
    case 'feed':
      yield part(ESCPOS.feed(item.lines), item.lines * PAPER_DOTS.line(1))
      return
    case 'cut':
      yield part(composing.cut(item.mode ?? 'partial'), PAPER_DOTS.cut)
      return
  }
}

function* composeText(item: PaperItem & { type: 'text' }, composing: Composing): Generator<PaperPart> {
  const { width = 1, height = 1, bold = false, align = 'left' } = item
  yield quiet(Buffer.concat([ESCPOS.align(align), ESCPOS.size(width, height), ESCPOS.bold(bold)]))
  for (const line of wrap(item.text, Math.floor(composing.cells / width))) {
    yield part(composing.line(line), PAPER_DOTS.line(height))
  }
  yield quiet(Buffer.concat([ESCPOS.size(1, 1), ESCPOS.bold(false)]))
}

function composeBarcode(item: PaperItem & { type: 'barcode' }, { width }: Composing): PaperPart {
  const { height = 80, module = 2, digits = true, align = 'center' } = item
  const data = code128(item.data)
  const dots = code128Modules(data) * module
  const most = dotsPerLine(width)
  if (dots > most) throw new RangeError(`barcode ${dots} dots wide, at most ${most}`)
  return part(
    aligned(align, ESCPOS.code128(data, height, module, digits)),
    PAPER_DOTS.barcode(height, digits),
  )
}

/** A symbol wider than the paper is one that the printer leaves out, so the usual size gives way to a smaller one. */
function composeQr(item: PaperItem & { type: 'qr' }, { width }: Composing): PaperPart {
  const { data, level = 'M', align = 'center' } = item
  const length = Buffer.byteLength(data, 'utf8')
  if (length > MAX_QR_BYTES) throw new RangeError(`QR text of ${length} bytes, at most ${MAX_QR_BYTES}`)
  if (controls.test(data)) throw new RangeError('QR text with control characters')
  const side = qrModules(length, level)
  const most = Math.floor(dotsPerLine(width) / side)
  const module = item.module ?? Math.min(USUAL_QR_MODULE[width], most)
  if (module > most) throw new RangeError(`module must be at most ${most} for ${length} bytes, not ${module}`)
  return part(aligned(align, ESCPOS.qr(data, module, level)), side * module)
}

function part(bytes: Buffer, dots: number): PaperPart {
  return { bytes, mm: dots / DOTS_PER_MM }
}

function quiet(bytes: Buffer): PaperPart {
  return { bytes, mm: 0 }
}

function aligned(align: Align, bytes: Buffer): Buffer {
  return Buffer.concat([ESCPOS.align(align), bytes, left()])
}

function left(): Buffer {
  return ESCPOS.align('left')
}

function ruleOf(character: string, lineCells: number): string {
  const cells = Math.max(1, encodeGb18030(character).bytes.length)
  return character.repeat(Math.floor(lineCells / cells))
}
