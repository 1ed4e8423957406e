import { fileURLToPath } from 'node:url'
import type { Language } from '@service-hall/contract'
import PdfDocument from 'pdfkit'
import type { Tables } from './tables.ts'
import { WORDS } from './words.ts'

/** A4 lying, points. */
const [WIDTH, HEIGHT, MARGIN] = [841.89, 595.28, 40]
const INNER = WIDTH - 2 * MARGIN
/** Room of the page's number below the tables, and round the text of a cell, points. */
const [FOOT, PAD, SIZE] = [22, 4, 9]
/** Shares of the page's width: names and states need more than figures. */
const SIDES = [3, 5, 2, 3, 2, 2, 2, 2, 3]
const CASES = [2, 4, 2, 6, 6, 3, 2, 4]
/** Columns of figures, which stand at the right. */
const RIGHT = { sides: [2, 3, 4, 5, 6, 7, 8], cases: [2] }
const RULE = '#8a8a8a'

const font = (weight: 'Regular' | 'Bold'): string =>
  fileURLToPath(new URL(`../fonts/NotoSansHans-${weight}.otf`, import.meta.resolve('@embedpdf/fonts-sc')))

type Pdf = InstanceType<typeof PdfDocument>
type Columns = { shares: readonly number[]; right: readonly number[] }

/** The report on A4 with its fonts embedded as far as they are used; each page repeats the heading of its table. */
export async function pdfOf({ head, sides, cases }: Tables, language: Language): Promise<Buffer> {
  const [[title = ''] = [], ...facts] = head
  const pdf = new PdfDocument({
    ...{ size: [WIDTH, HEIGHT], margin: MARGIN, bufferPages: true, lang: language === 'zh' ? 'zh-CN' : 'en' },
    info: { Title: title, Creator: 'Service Hall 智慧营业厅' },
  })
  const parts: Buffer[] = []
  pdf.on('data', (bytes: Buffer) => parts.push(bytes))
  const ended = new Promise((resolve, reject) => pdf.once('end', resolve).once('error', reject))
  pdf.registerFont('text', font('Regular')).registerFont('bold', font('Bold'))
  pdf.font('bold').fontSize(16).text(title)
  pdf.font('text').fontSize(10)
  for (const [name = '', value = ''] of facts) pdf.text(`${name}  ${value}`)
  pdf.y += 10
  table(pdf, sides, { shares: SIDES, right: RIGHT.sides })
  pdf.y += 14
  const t = WORDS[language]
  if (pdf.y + 60 > HEIGHT - MARGIN - FOOT) pdf.addPage()
  pdf.font('bold').fontSize(12).text(t.casesTitle, MARGIN, pdf.y)
  pdf.y += 4
  if (cases.length > 1) table(pdf, cases, { shares: CASES, right: RIGHT.cases })
  else pdf.font('text').fontSize(10).text(t.noCases, MARGIN, pdf.y)
  numberPages(pdf)
  pdf.end()
  await ended
  return Buffer.concat(parts)
}

function table(pdf: Pdf, [heading = [], ...rows]: readonly string[][], columns: Columns): void {
  row(pdf, heading, columns, 'bold')
  for (const cells of rows) {
    if (pdf.y + heightOf(pdf, cells, columns) > HEIGHT - MARGIN - FOOT) {
      pdf.addPage()
      row(pdf, heading, columns, 'bold')
    }
    row(pdf, cells, columns, 'text')
  }
}

/** A row as high as its highest cell: a number is never cut. */
function row(pdf: Pdf, cells: readonly string[], columns: Columns, weight: 'text' | 'bold'): void {
  const height = heightOf(pdf, cells, columns, weight)
  const { y } = pdf
  let x = MARGIN
  for (const [at, width] of widthsOf(columns).entries()) {
    const align = columns.right.includes(at) ? 'right' : 'left'
    pdf.fillColor('#1a1a1a').text(cells[at] ?? '', x + PAD, y + PAD, { width: width - 2 * PAD, align })
    x += width
  }
  pdf.rect(MARGIN, y, INNER, height).lineWidth(0.5).strokeColor(RULE).stroke()
  pdf.x = MARGIN
  pdf.y = y + height
}

function heightOf(
  pdf: Pdf,
  cells: readonly string[],
  columns: Columns,
  weight: 'text' | 'bold' = 'text',
): number {
  pdf.font(weight).fontSize(SIZE)
  const heights = widthsOf(columns).map((width, at) =>
    pdf.heightOfString(cells[at] ?? '', { width: width - 2 * PAD }),
  )
  return Math.max(...heights) + 2 * PAD
}

function widthsOf({ shares }: Columns): number[] {
  const whole = shares.reduce((sum, one) => sum + one, 0)
  return shares.map((share) => (INNER * share) / whole)
}

function numberPages(pdf: Pdf): void {
  const { start, count } = pdf.bufferedPageRange()
  for (let at = start; at < start + count; at += 1) {
    pdf.switchToPage(at)
    // Below the margin, where text would begin another page.
    pdf.page.margins.bottom = 0
    pdf
      .font('text')
      .fontSize(8)
      .text(`${at + 1} / ${count}`, MARGIN, HEIGHT - MARGIN + 6, {
        width: INNER,
        align: 'right',
        lineBreak: false,
      })
  }
}
