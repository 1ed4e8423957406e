import type { ReportCell, ReportHead } from '@service-hall/contract'
import { written } from './written.ts'

/** By this Excel knows UTF-8; without it a Chinese one takes the file for GBK. */
export const BOM = '\uFEFF'

/** RFC 4180 with CRLF. Texts that a spreadsheet would take for a formula get an apostrophe before them. */
export class CsvFile {
  readonly #write: (bytes: Uint8Array) => void
  readonly #head: ReportHead

  constructor(head: ReportHead, write: (bytes: Uint8Array) => void) {
    this.#write = write
    this.#head = head
    this.#lines([[head.title], [head.note], head.columns.map(({ title }) => title)], BOM)
  }

  rows(rows: readonly ReportCell[][]): void {
    const { columns } = this.#head
    this.#lines(
      rows.map((row) =>
        row.map((cell, at) =>
          typeof cell === 'number' ? written(cell, columns[at]?.kind ?? 'count') : (cell ?? ''),
        ),
      ),
    )
  }

  async end(): Promise<void> {
    // Every line has been written.
  }

  #lines(lines: readonly (readonly string[])[], before = ''): void {
    const text = lines.map((line) => `${line.map(field).join(',')}\r\n`).join('')
    this.#write(Buffer.from(before + text))
  }
}

/** A field of RFC 4180; see `CsvFile`. */
export function field(text: string): string {
  const safe = /^[=+\-@＝＋－＠\t\r]/.test(text) && !/^-?[\d.]+%?$/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
