import type { Align, PaperDocument, PaperItem, PaperWidth } from './document.ts'
import type { Bilingual } from './ticket.ts'

export type ListColumn = { title: string; share: number; align?: Align }

/** A list of any length. */
export type ListPaper = {
  width: PaperWidth
  title: Bilingual
  columns: readonly ListColumn[]
  /** Rows of as many texts as there are columns; gone through more than once, so it must give the same each time. */
  rows: Iterable<readonly string[]>
  /** Rows after which the head is printed again; default 40, about 15 cm of paper. */
  rowsPerHead?: number
  /** Last lines, such as a sum. */
  foot?: readonly string[]
}

const USUAL_ROWS_PER_HEAD = 40

/**
 * Lays a long list out: title, head, rows, the head again every so many rows, and at the end how many rows there were,
 * so that a reader sees whether all of it is there. Rows are laid out as they are printed: a list of thousands takes
 * no more memory than a ticket.
 */
export function listPaper(list: ListPaper): PaperDocument {
  return { width: list.width, items: { [Symbol.iterator]: () => listItems(list) } }
}

function* listItems({
  title,
  columns,
  rows,
  rowsPerHead = USUAL_ROWS_PER_HEAD,
  foot = [],
}: ListPaper): Generator<PaperItem> {
  yield { type: 'text', text: title.zh, align: 'center', width: 2, height: 2, bold: true }
  yield { type: 'text', text: title.en, align: 'center' }
  const cellsOf = (texts: readonly string[]) =>
    columns.map(({ share, align = 'left' }, index) => ({ text: texts[index] ?? '', share, align }))
  let count = 0
  for (const row of rows) {
    if (count % rowsPerHead === 0) {
      yield { type: 'rule' }
      yield { type: 'columns', bold: true, cells: cellsOf(columns.map((column) => column.title)) }
      yield { type: 'rule' }
    }
    count += 1
    yield { type: 'columns', cells: cellsOf(row) }
  }
  yield { type: 'rule' }
  for (const line of foot) yield { type: 'text', text: line }
  yield { type: 'text', text: `共 ${count} 行 ${count} rows`, align: 'right' }
  yield { type: 'feed', lines: 1 }
  yield { type: 'cut' }
}
