/** Where a line stands on the paper. */
export type Align = 'left' | 'center' | 'right'

/** Magnification of letters, 1…8 times. */
export type Scale = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8

/** A black and white picture: rows from the top, each of ⌈width ÷ 8⌉ bytes, most significant bit left, 1 is black. */
export type Bitmap = { width: number; height: number; data: Uint8Array }

/** One thing on the paper. Text is wrapped between cells, never inside a Hanzi. */
export type PaperItem =
  | { type: 'text'; text: string; align?: Align; width?: Scale; height?: Scale; bold?: boolean }
  | { type: 'columns'; cells: readonly PaperCell[]; bold?: boolean }
  | { type: 'rule'; character?: string }
  /** `module` in dots, 1…16; default 6 on 80 mm and 5 on 58 mm, smaller where the symbol would not fit the paper. */
  | { type: 'qr'; data: string; module?: number; level?: 'L' | 'M' | 'Q' | 'H'; align?: Align }
  /**
   * CODE128 of printable ASCII; `height` in dots (default 80), `module` the width of the thinnest bar in dots, 2…6
   * (default 2), `digits` whether the text stands below it (default true).
   */
  | { type: 'barcode'; data: string; height?: number; module?: number; digits?: boolean; align?: Align }
  /** A picture, at most as wide as the paper prints: 384 dots on 58 mm, 576 on 80 mm. */
  | { type: 'image'; bitmap: Bitmap; align?: Align }
  | { type: 'feed'; lines: number }
  | { type: 'cut'; mode?: 'partial' | 'full' }

/** A column of `columns`; `share` divides the paper's width among them. */
export type PaperCell = { text: string; share: number; align?: Align }

/** Width of the roll in millimetres. */
export type PaperWidth = 58 | 80

/**
 * A piece of paper as data. `items` is gone through more than once and must give the same each time; a long list may
 * make them on the way instead of holding them all.
 *
 * @example
 * const paper: PaperDocument = {
 *   width: 80,
 *   items: [
 *     { type: 'text', text: 'A007', align: 'center', width: 4, height: 4 },
 *     { type: 'qr', data: 'https://hall.example/t/1' },
 *     { type: 'cut' },
 *   ],
 * }
 * const { bytes, warnings } = composePaper(paper)
 */
export type PaperDocument = { width: PaperWidth; items: Iterable<PaperItem> }

/** Cells of one line: an ASCII letter takes one, a Hanzi two. */
export function cellsPerLine(width: PaperWidth): number {
  return width === 58 ? 32 : 48
}

/** Dots of one printed row at 8 dots a millimetre, the density of nearly all receipt printers. */
export function dotsPerLine(width: PaperWidth): number {
  return width === 58 ? 384 : 576
}
