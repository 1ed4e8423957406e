/** One printed row, or a symbol. */
export type Row =
  | { kind: 'text'; text: string; align: number; width: number; height: number; bold: boolean }
  | { kind: 'qr'; data: string; align: number; module: number; level: number }

/** A piece of paper that has been cut off. */
export type Paper = { rows: Row[]; text: string; qr: string[]; cut: 'full' | 'partial'; at: number }

type Style = { align: number; width: number; height: number; bold: boolean }

const plain: Style = { align: 0, width: 1, height: 1, bold: false }
const gb18030 = new TextDecoder('gb18030')

/** The roll: takes letters and symbols, breaks lines where the paper ends, and remembers every piece. */
export class Roll {
  readonly #lineCells: number
  #rows: Row[] = []
  #line: number[] = []
  style: Style = { ...plain }
  linesPrinted = 0
  blanks = 0

  constructor(lineCells: number) {
    this.#lineCells = lineCells
  }

  reset(): void {
    this.style = { ...plain }
    this.#line = []
  }

  /** Bytes of one letter: one, or the two or four of a Hanzi. True when the line had to be broken for it. */
  put(letter: readonly number[]): boolean {
    const breaks = (this.#line.length + letter.length) * this.style.width > this.#lineCells
    if (breaks) this.endLine()
    this.#line.push(...letter)
    return breaks
  }

  endLine(): void {
    const text = gb18030.decode(Uint8Array.from(this.#line))
    this.#rows.push({ kind: 'text', text, ...this.style })
    this.#line = []
    this.linesPrinted += 1
  }

  feed(lines: number): void {
    if (this.#line.length > 0) this.endLine()
    for (let line = 0; line < lines; line += 1) this.endLine()
  }

  qr(data: string, module: number, level: number): void {
    this.#rows.push({ kind: 'qr', data, module, level, align: this.style.align })
    this.linesPrinted += 1
  }

  /** Cuts off what is printed; a piece with nothing on it is only counted. */
  cut(mode: 'full' | 'partial'): Paper | undefined {
    if (this.#line.length > 0) this.endLine()
    const rows = this.#rows
    this.#rows = []
    const paper = { rows, text: this.#picture(rows), qr: symbols(rows), cut: mode, at: Date.now() }
    if (paper.text.trim() !== '') return paper
    this.blanks += 1
    return undefined
  }

  /** What hangs in the printer, not cut off. */
  hanging(): { text: string; qr: string[] } {
    return { text: this.#picture(this.#rows), qr: symbols(this.#rows) }
  }

  #picture(rows: readonly Row[]): string {
    return rows.map((row) => this.#pictureOf(row)).join('\n')
  }

  #pictureOf(row: Row): string {
    const text = row.kind === 'qr' ? `[QR ${row.data}]` : row.text
    const cells = row.kind === 'qr' ? text.length : cellsOf(text) * row.width
    const room = Math.max(0, this.#lineCells - cells)
    const indent = row.align === 1 ? Math.floor(room / 2) : row.align === 2 ? room : 0
    const marks = row.kind === 'text' && row.width > 1 ? ` ×${row.width}` : ''
    return text === '' ? '' : ' '.repeat(indent) + text + marks
  }
}

function cellsOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter < '\u0080' ? 1 : 2), 0)
}

function symbols(rows: readonly Row[]): string[] {
  return rows.flatMap((row) => (row.kind === 'qr' ? [row.data] : []))
}
