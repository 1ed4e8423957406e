import type { Align, PaperCell } from './document.ts'
import { cellsOf } from './gb18030.ts'

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

/** Words with the spaces after them, single wide characters, and words too long for a line cut to single letters. */
function pieces(text: string, cells: number): string[] {
  const words = text.match(/[!-~]+ *| +|[^ -~]/gu) ?? []
  return words.flatMap((word) => (cellsOf(word.trimEnd()) > cells ? [...word] : [word]))
}

/** Pads a text to exactly `cells` cells; a longer one is returned as it is. */
export function pad(text: string, cells: number, align: Align = 'left'): string {
  const room = Math.max(0, cells - cellsOf(text))
  const before = align === 'left' ? 0 : align === 'right' ? room : Math.floor(room / 2)
  return ' '.repeat(before) + text + ' '.repeat(room - before)
}

/** Sets cells side by side; each wraps within its own width, with one free cell between neighbours. */
export function columns(cells: readonly PaperCell[], lineCells: number): string[] {
  const widths = columnWidths(cells, lineCells)
  const wrapped = cells.map((cell, index) =>
    wrap(cell.text, Math.max(2, (widths[index] ?? 0) - gap(index, cells))),
  )
  const height = Math.max(0, ...wrapped.map((lines) => lines.length))
  return Array.from({ length: height }, (_, row) =>
    cells
      .map((cell, index) => {
        const width = (widths[index] ?? 0) - gap(index, cells)
        return pad(wrapped[index]?.[row] ?? '', width, cell.align) + ' '.repeat(gap(index, cells))
      })
      .join('')
      .trimEnd(),
  )
}

function gap(index: number, cells: readonly PaperCell[]): number {
  return index < cells.length - 1 ? 1 : 0
}

function columnWidths(cells: readonly PaperCell[], lineCells: number): number[] {
  const shares = cells.reduce((sum, cell) => sum + cell.share, 0)
  const widths = cells.map((cell) => Math.floor((lineCells * cell.share) / shares))
  const rest = lineCells - widths.reduce((sum, width) => sum + width, 0)
  return widths.map((width, index) => (index === widths.length - 1 ? width + rest : width))
}
