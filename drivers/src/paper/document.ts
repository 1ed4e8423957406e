/** Where a line stands on the paper. */
export type Align = 'left' | 'center' | 'right'

/** Magnification of letters, 1…8 times. */
export type Scale = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

/** One thing on the paper. Text is wrapped between cells, never inside a Hanzi. */
export type PaperItem =
  | { type: 'text'; text: string; align?: Align; width?: Scale; height?: Scale; bold?: boolean }
  | { type: 'columns'; cells: readonly PaperCell[]; bold?: boolean }
  | { type: 'rule'; character?: string }
  | { type: 'qr'; data: string; module?: number; level?: 'L' | 'M' | 'Q' | 'H'; align?: Align }
  | { type: 'feed'; lines: number }
  | { type: 'cut'; mode?: 'partial' | 'full' }

/** A column of `columns`; `share` divides the paper's width among them. */
export type PaperCell = { text: string; share: number; align?: Align }

/** Width of the roll in millimetres. */
export type PaperWidth = 58 | 80

/** A piece of paper as data. */
export type PaperDocument = { width: PaperWidth; items: readonly PaperItem[] }

/** Cells of one line: an ASCII letter takes one, a Hanzi two. */
export function cellsPerLine(width: PaperWidth): number {
  return width === 58 ? 32 : 48
}
