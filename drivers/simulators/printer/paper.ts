/** One printed row, a symbol or a picture. */
export type Row =
  | {
      kind: 'text'
      text: string
      align: number
      width: number
      height: number
      bold: boolean
      ownLetters: number
      /** Dots of each letter of one's own in the row, by columns, in base64. */
      ownDots: string[]
    }
  | { kind: 'qr'; data: string; align: number; module: number; level: number }
  | { kind: 'barcode'; data: string; align: number; height: number }
  /** `dots` are the rows of the picture in base64. */
  | { kind: 'image'; width: number; height: number; align: number; dots: string }

/** A piece of paper that has been cut off. `fate` is what became of it in a kiosk printer's exit. */
export type Paper = {
  rows: Row[]
  text: string
  qr: string[]
  cut: 'full' | 'partial'
  at: number
  fate: 'cut' | 'presented' | 'taken' | 'retracted' | 'fell'
}

type Style = { align: number; width: number; height: number; bold: boolean }

const plain: Style = { align: 0, width: 1, height: 1, bold: false }
const gb18030 = new TextDecoder('gb18030')
const LINE_DOTS = 30
const LETTER_DOTS = 24
/** How a letter of one's own is shown in `text`. */
const OWN_LETTER = '▣'

const emptyLine = (): { text: string; cells: number; ownDots: string[] } => ({
  text: '',
  cells: 0,
  ownDots: [],
})

/** The roll: takes letters and symbols, breaks lines where the paper ends, and remembers every piece. */
export class Roll {
  readonly #lineCells: number
  #rows: Row[] = []
  #line = emptyLine()
  readonly #letters = new Map<string, string>()
  style: Style = { ...plain }
  linesPrinted = 0
  blanks = 0
  fedDots = 0

  constructor(lineCells: number) {
    this.#lineCells = lineCells
  }

  /** What initialisation does: style, letters of one's own, and the line not printed yet are forgotten. */
  reset(): void {
    this.style = { ...plain }
    this.#line = emptyLine()
    this.#letters.clear()
  }

  /** Learns a letter of 24 × 24 dots. */
  learn(code: readonly number[], dots: Uint8Array): void {
    this.#letters.set(code.join(), Buffer.from(dots).toString('base64'))
  }

  /** Bytes of one letter: one, or the two of a Hanzi. True when the line had to be broken for it. */
  put(letter: readonly number[]): boolean {
    const breaks = (this.#line.cells + letter.length) * this.style.width > this.#lineCells
    if (breaks) this.endLine()
    const own = this.#letters.get(letter.join())
    this.#line.text += own === undefined ? gb18030.decode(Uint8Array.from(letter)) : OWN_LETTER
    this.#line.cells += letter.length
    if (own !== undefined) this.#line.ownDots.push(own)
    return breaks
  }

  endLine(): void {
    const { text, ownDots } = this.#line
    this.#line = emptyLine()
    this.#add(
      { kind: 'text', text, ownLetters: ownDots.length, ownDots, ...this.style },
      Math.max(LINE_DOTS, LETTER_DOTS * this.style.height),
    )
  }

  feed(lines: number): void {
    if (this.#line.cells > 0) this.endLine()
    for (let line = 0; line < lines; line += 1) this.endLine()
  }

  qr(data: string, module: number, level: number): void {
    // Dots of a middling version; how the symbol is made is not simulated.
    this.#add({ kind: 'qr', data, module, level, align: this.style.align }, 33 * module)
  }

  barcode(data: string, height: number, withText: boolean): void {
    this.#add({ kind: 'barcode', data, height, align: this.style.align }, height + (withText ? LINE_DOTS : 0))
  }

  image(width: number, height: number, dots: Uint8Array): void {
    const base64 = Buffer.from(dots).toString('base64')
    this.#add({ kind: 'image', width, height, dots: base64, align: this.style.align }, height)
  }

  /** Cuts off what is printed; a piece with nothing on it is only counted. */
  cut(mode: 'full' | 'partial'): Paper | undefined {
    if (this.#line.cells > 0) this.endLine()
    const rows = this.#rows
    this.#rows = []
    const text = this.#picture(rows)
    if (text.trim() !== '') return { rows, text, qr: symbols(rows), cut: mode, at: Date.now(), fate: 'cut' }
    this.blanks += 1
    return undefined
  }

  /** What hangs in the printer, not cut off. */
  hanging(): { text: string; qr: string[] } {
    return { text: this.#picture(this.#rows), qr: symbols(this.#rows) }
  }

  #add(row: Row, dots: number): void {
    this.#rows.push(row)
    this.linesPrinted += 1
    this.fedDots += dots
  }

  #picture(rows: readonly Row[]): string {
    return rows.map((row) => this.#pictureOf(row)).join('\n')
  }

  #pictureOf(row: Row): string {
    const text = wordsOf(row)
    const cells = row.kind === 'text' ? cellsOf(text) * row.width : text.length
    const room = Math.max(0, this.#lineCells - cells)
    const indent = row.align === 1 ? Math.floor(room / 2) : row.align === 2 ? room : 0
    const marks = row.kind === 'text' && row.width > 1 ? ` ×${row.width}` : ''
    return text === '' ? '' : ' '.repeat(indent) + text + marks
  }
}

function wordsOf(row: Row): string {
  if (row.kind === 'text') return row.text
  if (row.kind === 'image') return `[IMAGE ${row.width}×${row.height}]`
  return row.kind === 'qr' ? `[QR ${row.data}]` : `[BARCODE ${row.data}]`
}

function cellsOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter < '\u0080' ? 1 : 2), 0)
}

function symbols(rows: readonly Row[]): string[] {
  return rows.flatMap((row) => (row.kind === 'qr' ? [row.data] : []))
}
