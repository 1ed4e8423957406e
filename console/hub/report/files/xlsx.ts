import { PassThrough } from 'node:stream'
import type { ReportCell, ReportCellKind, ReportHead } from '@service-hall/contract'
import exceljs from 'exceljs'

const FORMATS: Readonly<Record<ReportCellKind, string>> = {
  ...{ text: '@', count: '#,##0', seconds: '0.0', share: '0.0%' },
}
const WIDTHS: Readonly<Record<ReportCellKind, number>> = { text: 24, count: 12, seconds: 14, share: 12 }

/** An Office Open XML workbook of one sheet, written as it comes. Texts are text cells: nothing is taken for a formula. */
export class XlsxFile {
  readonly #book: InstanceType<typeof exceljs.stream.xlsx.WorkbookWriter>
  readonly #sheet: exceljs.Worksheet
  readonly #ended: Promise<void>

  constructor(head: ReportHead, write: (bytes: Uint8Array) => void) {
    const stream = new PassThrough()
    stream.on('data', write)
    this.#ended = new Promise((resolve, reject) => stream.once('end', resolve).once('error', reject))
    this.#book = new exceljs.stream.xlsx.WorkbookWriter({ stream, useSharedStrings: false, useStyles: true })
    this.#sheet = this.#book.addWorksheet('报表 Report', { views: [{ state: 'frozen', ySplit: 3 }] })
    this.#sheet.columns = head.columns.map(({ kind }) => ({
      ...{ width: WIDTHS[kind], style: { numFmt: FORMATS[kind] } },
    }))
    for (const [cells, font] of [
      [[head.title], { bold: true, size: 14 }],
      [[head.note], { italic: true }],
      [head.columns.map(({ title }) => title), { bold: true }],
    ] as const) {
      const row = this.#sheet.addRow(cells)
      row.font = font
      row.commit()
    }
  }

  rows(rows: readonly ReportCell[][]): void {
    for (const row of rows) this.#sheet.addRow(row).commit()
  }

  async end(): Promise<void> {
    this.#sheet.commit()
    await this.#book.commit()
    await this.#ended
  }
}
