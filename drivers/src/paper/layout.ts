import type { Align, PaperCell } from './document.ts'
import { cellsOf } from './gb18030.ts'
import { lettersOf } from './letters.ts'

/** Breaks text into lines of at most `cells` cells: at line feeds, at spaces between words, before any Hanzi. */
export function wrap(text: string, cells: number): string[] {
  return text.split(/\r\n|\r|\n/).flatMap((line) => wrapLine(line, cells))
}

function wrapLine(text: string, cells: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const piece of pieces(text, cells)) {
    if (cellsOf(line + piece) <= cells) line += piece
    else if (cellsOf((line + piece).trimEnd()) <= cells) line = (line + piece).trimEnd()
    else {
      lines.push(line.trimEnd())
      line = piece.trimStart()
    }
  }
  return [...lines, line.trimEnd()]
}

/** Words with the spaces after them, single wide letters, and words too long for a line cut to single letters. */
function pieces(text: string, cells: number): string[] {
  const words: { letters: string[]; is: 'word' | 'spaces' | 'wide' }[] = []
  for (const letter of lettersOf(text)) {
    const is = /^[!-~]/.test(letter) ? 'word' : letter === ' ' ? 'spaces' : 'wide'
    const last = words.at(-1)
    const ends = last?.letters.at(-1) === ' '
    if (last && ((is === 'word' && last.is === 'word' && !ends) || (is === 'spaces' && last.is !== 'wide')))
      last.letters.push(letter)
    else words.push({ letters: [letter], is })
  }
  return words.flatMap(({ letters }) => {
    const word = letters.join('')
    return cellsOf(word.trimEnd()) > cells ? letters : [word]
  })
}

/** Pads a text to exactly `cells` cells; a longer one is returned as it is. */
export function pad(text: string, cells: number, align: Align = 'left'): string {
  const room = Math.max(0, cells - cellsOf(text))
  const before = align === 'left' ? 0 : align === 'right' ? room : Math.floor(room / 2)
  return ' '.repeat(before) + text + ' '.repeat(room - before)
}

/** Narrowest column: one Hanzi. */
const LEAST_CELLS = 2
const GAP_CELLS = 1

/**
 * Sets cells side by side; each wraps within its own width, with one free cell between neighbours. No line is longer
 * than `lineCells`. Throws a RangeError when the columns are too many for the paper, or a share is not above 0.
 */
export function columns(cells: readonly PaperCell[], lineCells: number): string[] {
  const widths = columnWidths(cells, lineCells)
  const wrapped = cells.map((cell, index) => wrap(cell.text, widths[index] ?? LEAST_CELLS))
  const height = Math.max(0, ...wrapped.map((lines) => lines.length))
  return Array.from({ length: height }, (_, row) =>
    cells
      .map((cell, index) => pad(wrapped[index]?.[row] ?? '', widths[index] ?? LEAST_CELLS, cell.align))
      .join(' '.repeat(GAP_CELLS))
      .trimEnd(),
  )
}

/** Widths in cells without the gaps: a Hanzi for each column, and the rest by their shares. */
function columnWidths(cells: readonly PaperCell[], lineCells: number): number[] {
  const free = lineCells - GAP_CELLS * (cells.length - 1) - LEAST_CELLS * cells.length
  if (free < 0) throw new RangeError(`${cells.length} columns on ${lineCells} cells`)
  const shares = cells.reduce((sum, { share }) => sum + share, 0)
  if (cells.some(({ share }) => !(share > 0 && Number.isFinite(share))))
    throw new RangeError('a share above 0')
  let shareBefore = 0
  let cellsBefore = 0
  return cells.map(({ share }) => {
    shareBefore += share
    const upTo = Math.round((free * shareBefore) / shares)
    const own = LEAST_CELLS + upTo - cellsBefore
    cellsBefore = upTo
    return own
  })
}
