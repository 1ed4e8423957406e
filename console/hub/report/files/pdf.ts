import { fileURLToPath } from 'node:url'
import type { ReportCell, ReportHead } from '@service-hall/contract'
import PdfDocument from 'pdfkit'
import { written } from './written.ts'

/** A4 lying, points. */
const [WIDTH, HEIGHT, MARGIN] = [841.89, 595.28, 36]
const LINE = 18
const FOOT = 24
const font = (weight: 'Regular' | 'Bold'): string =>
  fileURLToPath(new URL(`../fonts/NotoSansHans-${weight}.otf`, import.meta.resolve('@embedpdf/fonts-sc')))

/** A table on A4 with its head on every page. The font is embedded as far as it is used, so any reader shows Chinese. */
export class PdfFile {
  readonly #document: InstanceType<typeof PdfDocument>
  readonly #head: ReportHead
  readonly #widths: number[]
  readonly #ended: Promise<void>
  #y = 0
  #page = 0

  constructor(head: ReportHead, write: (bytes: Uint8Array) => void) {
    this.#head = head
    this.#widths = widthsOf(head)
    this.#document = new PdfDocument({
      ...{ size: [WIDTH, HEIGHT], margin: MARGIN, autoFirstPage: false },
      info: { Title: head.title, Creator: 'Service Hall 智慧营业厅' },
    })
    this.#document.on('data', write)
    this.#ended = new Promise((resolve, reject) => this.#document.once('end', resolve).once('error', reject))
    this.#document.registerFont('text', font('Regular')).registerFont('bold', font('Bold'))
    this.#newPage()
  }

  rows(rows: readonly ReportCell[][]): void {
    for (const row of rows) {
      if (this.#y + LINE > HEIGHT - MARGIN - FOOT) this.#newPage()
      this.#row(row.map((cell, at) => written(cell, this.#head.columns[at]?.kind ?? 'text')))
    }
  }

  async end(): Promise<void> {
    this.#document.end()
    await this.#ended
  }

  #newPage(): void {
    const { title, note, columns } = this.#head
    this.#page += 1
    this.#document.addPage()
    const line = { lineBreak: false }
    this.#document.font('bold').fontSize(14).text(title, MARGIN, MARGIN, line)
    this.#document
      .font('text')
      .fontSize(9)
      .text(note, MARGIN, MARGIN + 20, line)
    this.#document.text(String(this.#page), MARGIN, HEIGHT - MARGIN - 12, {
      ...{ width: WIDTH - 2 * MARGIN, align: 'right', height: 12, ...line },
    })
    this.#y = MARGIN + 40
    this.#document.font('bold')
    this.#row(columns.map(({ title: one }) => one))
    this.#document.font('text')
  }

  #row(cells: readonly string[]): void {
    let x = MARGIN
    for (const [at, text] of cells.entries()) {
      const width = this.#widths[at] ?? 0
      const align = this.#head.columns[at]?.kind === 'text' ? 'left' : 'right'
      this.#document.fontSize(9).text(text, x + 3, this.#y + 3, {
        ...{ width: width - 6, height: LINE - 4, align, ellipsis: true, lineBreak: false },
      })
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
