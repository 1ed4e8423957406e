import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { ReportCell, ReportHead } from '@service-hall/contract'
import PdfDocument from 'pdfkit'
import { boxNote, drawnIn } from './letters.ts'
import type { LettersOf } from './letters.ts'
import { written } from './written.ts'

/** A4 lying, points. */
const [WIDTH, HEIGHT, MARGIN] = [841.89, 595.28, 36]
const LINE = 18
const FOOT = 24
const font = (weight: 'Regular' | 'Bold'): string =>
  fileURLToPath(new URL(`../fonts/NotoSansHans-${weight}.otf`, import.meta.resolve('@embedpdf/fonts-sc')))

/** Where Debian's `fonts-noto-cjk` lies: it has the letters beyond GB 2312. Each: file, name of the font in it. */
export const RARE_FONTS: readonly (readonly [string, string])[] = [
  ['/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', 'NotoSansCJKsc-Regular'],
]
type FontName = 'text' | 'bold' | 'rare'

/**
 * A table on A4 with its head on every page. Fonts are embedded as far as they are used, so any reader shows Chinese. A text
 * with a letter that is not in GB 2312 is set in the machine's own Noto Sans CJK; what that lacks as well, or where there is
 * none, stands as a box, and the foot of the page says which letter it is.
 */
export class PdfFile {
  readonly #document: InstanceType<typeof PdfDocument>
  readonly #head: ReportHead
  readonly #widths: number[]
  readonly #ended: Promise<void>
  readonly #rare: readonly [string, string] | undefined
  readonly #letters = new Map<FontName, LettersOf>()
  /** Letters of this page that no font has. */
  readonly #boxes = new Set<string>()
  #y = 0
  #page = 0

  constructor(head: ReportHead, write: (bytes: Uint8Array) => void, rareFonts = RARE_FONTS) {
    this.#rare = rareFonts.find(([file]) => existsSync(file))
    this.#head = head
    this.#widths = widthsOf(head)
    this.#document = new PdfDocument({
      ...{ size: [WIDTH, HEIGHT], margin: MARGIN, autoFirstPage: false },
      info: { Title: head.title, Creator: 'Service Hall 智慧营业厅' },
    })
    this.#document.on('data', write)
    this.#ended = new Promise((resolve, reject) => this.#document.once('end', resolve).once('error', reject))
    this.#document.registerFont('text', font('Regular')).registerFont('bold', font('Bold'))
    if (this.#rare) this.#document.registerFont('rare', ...this.#rare)
    this.#newPage()
  }

  rows(rows: readonly ReportCell[][]): void {
    for (const row of rows) {
      if (this.#y + LINE > HEIGHT - MARGIN - FOOT) this.#newPage()
      this.#row(row.map((cell, at) => written(cell, this.#head.columns[at]?.kind ?? 'text')))
    }
  }

  async end(): Promise<void> {
    this.#foot()
    this.#document.end()
    await this.#ended
  }

  #newPage(): void {
    const { title, note, columns } = this.#head
    if (this.#page > 0) this.#foot()
    this.#page += 1
    this.#document.addPage()
    const line = { lineBreak: false }
    this.#set(title, 'bold', 14, (text) => this.#document.text(text, MARGIN, MARGIN, line))
    this.#set(note, 'text', 9, (text) => this.#document.text(text, MARGIN, MARGIN + 20, line))
    this.#document.font('text').text(String(this.#page), MARGIN, HEIGHT - MARGIN - 12, {
      ...{ width: WIDTH - 2 * MARGIN, align: 'right', height: 12, ...line },
    })
    this.#y = MARGIN + 40
    this.#row(
      columns.map(({ title: one }) => one),
      'bold',
    )
  }

  /** Sets a text in the first font that has its letters. */
  #set(text: string, weight: 'text' | 'bold', size: number, draw: (text: string) => void): void {
    const usual = [weight, this.#lettersOf(weight)] as const
    let chosen = drawnIn<FontName>(text, [usual])
    // The large font is opened when it is needed.
    if (chosen.missing.length > 0 && this.#rare)
      chosen = drawnIn<FontName>(text, [usual, ['rare', this.#lettersOf('rare')]])
    for (const letter of chosen.missing) this.#boxes.add(letter)
    this.#document.font(chosen.font).fontSize(size)
    draw(chosen.text)
  }

  #lettersOf(name: FontName): LettersOf {
    const known = this.#letters.get(name)
    if (known) return known
    this.#document.font(name)
    // What pdfkit has opened; its types do not tell of it.
    const { _font: opened } = this.#document as unknown as {
      _font: { font: { hasGlyphForCodePoint: (codePoint: number) => boolean } }
    }
    const letters = { has: (codePoint: number) => opened.font.hasGlyphForCodePoint(codePoint) }
    this.#letters.set(name, letters)
    return letters
  }

  /** Says at the foot of a page what its boxes stand for. */
  #foot(): void {
    if (this.#boxes.size === 0) return
    this.#document
      .font('text')
      .fontSize(8)
      .text(boxNote(this.#boxes), MARGIN, HEIGHT - MARGIN - 12, { height: 12, lineBreak: false })
    this.#boxes.clear()
  }

  #row(cells: readonly string[], weight: 'text' | 'bold' = 'text'): void {
    let x = MARGIN
    for (const [at, text] of cells.entries()) {
      const width = this.#widths[at] ?? 0
      const align = this.#head.columns[at]?.kind === 'text' ? 'left' : 'right'
      const left = x + 3
      this.#set(text, weight, 9, (drawn) =>
        this.#document.text(drawn, left, this.#y + 3, {
          ...{ width: width - 6, height: LINE - 4, align, ellipsis: true, lineBreak: false },
        }),
      )
      x += width
    }
    this.#document
      .moveTo(MARGIN, this.#y + LINE)
      .lineTo(WIDTH - MARGIN, this.#y + LINE)
      .lineWidth(0.5)
      .strokeColor('#c5cccf')
      .stroke()
    this.#y += LINE
  }
}

/** Texts get twice the width of figures. */
function widthsOf({ columns }: ReportHead): number[] {
  const weights = columns.map(({ kind }) => (kind === 'text' ? 2 : 1))
  const whole = weights.reduce((sum, one) => sum + one, 0)
  return weights.map((weight) => ((WIDTH - 2 * MARGIN) * weight) / whole)
}
