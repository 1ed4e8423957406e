import { fileURLToPath } from 'node:url'
import PdfDocument from 'pdfkit'
import type { ReceiptSheet } from './sheet.ts'

/** As wide as A5, as long as it needs: read on a phone, printed on A5 or A4. Points. */
const [WIDTH, SHORTEST, MARGIN] = [419.53, 595.28, 36]
const INNER = WIDTH - 2 * MARGIN
/** One line of a list, points. */
const ROW = 20
const NAME_WIDTH = 120
const [INK, SOFT, RULE] = ['#17211f', '#4d5b58', '#b9c4c1']

const font = (weight: 'Regular' | 'Bold'): string =>
  fileURLToPath(new URL(`../fonts/NotoSansHans-${weight}.otf`, import.meta.resolve('@embedpdf/fonts-sc')))

type Pdf = InstanceType<typeof PdfDocument>

/** The receipt as one page of PDF with its fonts embedded, as far as they are used. */
export async function receiptPdf(sheet: ReceiptSheet): Promise<Buffer> {
  const pdf = new PdfDocument({
    ...{ size: [WIDTH, lengthOf(sheet)], margin: MARGIN, lang: 'zh-CN' },
    info: { Title: `${sheet.title.zh} ${sheet.reference}`, Creator: 'Service Hall 智慧营业厅' },
  })
  const parts: Buffer[] = []
  pdf.on('data', (bytes: Buffer) => parts.push(bytes))
  const ended = new Promise((resolve, reject) => pdf.once('end', resolve).once('error', reject))
  pdf.registerFont('text', font('Regular')).registerFont('bold', font('Bold'))
  draw(pdf, sheet)
  pdf.end()
  await ended
  return Buffer.concat(parts)
}

function lengthOf({ items, lines, notes }: ReceiptSheet): number {
  const rows = items.length + lines.length + 2 * notes.length + 2
  return Math.max(SHORTEST, 2 * MARGIN + 190 + rows * ROW)
}

function draw(pdf: Pdf, { hall, title, reference, items, total, lines, notes }: ReceiptSheet): void {
  centred(pdf, 'bold', 15, hall.zh)
  centred(pdf, 'text', 9, hall.en, SOFT)
  pdf.y += 10
  centred(pdf, 'bold', 20, title.zh)
  centred(pdf, 'text', 10, title.en, SOFT)
  pdf.y += 6
  centred(pdf, 'bold', 14, reference)
  pdf.y += 8
  rule(pdf)
  for (const { name, month, amount } of items) row(pdf, [`${name} ${month}`.trim(), amount])
  if (total) row(pdf, [total.name, total.amount], 'bold')
  if (total) rule(pdf)
  for (const { name, value } of lines) row(pdf, [name, value])
  rule(pdf)
  pdf.y += 4
  for (const { zh, en } of notes) {
    centred(pdf, 'text', 11, zh)
    centred(pdf, 'text', 9, en, SOFT)
    pdf.y += 4
  }
}

function centred(pdf: Pdf, name: 'text' | 'bold', size: number, text: string, color = INK): void {
  pdf.font(name).fontSize(size).fillColor(color)
  pdf.text(text, MARGIN, pdf.y, { width: INNER, align: 'center' })
}

function row(pdf: Pdf, [name, value]: [string, string], weight: 'text' | 'bold' = 'text'): void {
  const y = pdf.y + 3
  const line = { lineBreak: false, ellipsis: true, height: ROW }
  pdf.font(weight).fontSize(10).fillColor(SOFT)
  pdf.text(name, MARGIN, y, { ...line, width: weight === 'bold' ? INNER / 2 : NAME_WIDTH + 60 })
  pdf
    .fillColor(INK)
    .text(value, MARGIN + NAME_WIDTH, y, { ...line, width: INNER - NAME_WIDTH, align: 'right' })
  pdf.y = y + ROW - 3
}

function rule(pdf: Pdf): void {
  const y = pdf.y + 4
  pdf
    .moveTo(MARGIN, y)
    .lineTo(WIDTH - MARGIN, y)
    .lineWidth(0.7)
    .strokeColor(RULE)
    .stroke()
  pdf.y = y + 4
}
