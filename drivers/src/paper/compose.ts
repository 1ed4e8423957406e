import { cellsPerLine } from './document.ts'
import type { Align, PaperDocument, PaperItem } from './document.ts'
import { escpos } from './escpos.ts'
import { encodeGb18030 } from './gb18030.ts'
import type { TextWarning } from './gb18030.ts'
import { columns, wrap } from './layout.ts'

/** The bytes of a document, and the characters that could not be printed as they are. */
export type ComposedPaper = { bytes: Buffer; warnings: TextWarning[] }

/** Longest text of a QR symbol that every printer takes, in bytes (version 40, level H). */
const maxQrBytes = 1_273

/**
 * Turns a document into ESC/POS bytes for a printer that has just been initialised, starting with Chinese mode.
 * Throws a RangeError on a QR text of more than 1,273 bytes.
 */
export function composePaper(document: PaperDocument): ComposedPaper {
  const lineCells = cellsPerLine(document.width)
  const warnings: TextWarning[] = []
  const body = document.items.map((item) => composeItem(item, lineCells, warnings))
  return { bytes: Buffer.concat([escpos.chineseOn(), ...body]), warnings }
}

function composeItem(item: PaperItem, lineCells: number, warnings: TextWarning[]): Buffer {
  switch (item.type) {
    case 'text': {
      const { width = 1, height = 1, bold = false, align = 'left' } = item
      const lines = wrap(item.text, Math.floor(lineCells / width))
      return Buffer.concat([
        escpos.align(align),
        escpos.size(width, height),
        escpos.bold(bold),
        ...lines.map((line) => composeLine(line, warnings)),
        escpos.size(1, 1),
        escpos.bold(false),
      ])
    }
    case 'columns': {
      const lines = columns(item.cells, lineCells).map((line) => composeLine(line, warnings))
      return Buffer.concat([left(), escpos.bold(item.bold ?? false), ...lines, escpos.bold(false)])
    }
    case 'rule':
      return Buffer.concat([left(), composeLine(ruleOf(item.character ?? '-', lineCells), warnings)])
    case 'qr':
      return composeQr(item.data, item.module ?? 6, item.level ?? 'M', item.align ?? 'center')
    case 'feed':
      return escpos.feed(item.lines)
    case 'cut':
      return escpos.cut(item.mode ?? 'partial')
  }
}

function left(): Buffer {
  return escpos.align('left')
}

function composeLine(text: string, warnings: TextWarning[]): Buffer {
  const encoded = encodeGb18030(text)
  warnings.push(...encoded.warnings)
  return Buffer.concat([encoded.bytes, escpos.lineFeed()])
}

function ruleOf(character: string, lineCells: number): string {
  const cells = Math.max(1, encodeGb18030(character).bytes.length)
  return character.repeat(Math.floor(lineCells / cells))
}

function composeQr(data: string, module: number, level: 'L' | 'M' | 'Q' | 'H', align: Align): Buffer {
  const length = Buffer.byteLength(data, 'utf8')
  if (length > maxQrBytes) throw new RangeError(`QR text of ${length} bytes, at most ${maxQrBytes}`)
  return Buffer.concat([escpos.align(align), escpos.qr(data, module, level), left()])
}
