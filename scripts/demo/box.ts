/** A row of the box: a label and what stands behind it; a string alone is a line of text. */
export type BoxRow = [label: string, text: string] | string

/** Draws rows in a frame, columns even where Chinese characters take two cells. */
export function box(title: string, rows: readonly BoxRow[]): string {
  const labels = rows.flatMap((row) => (typeof row === 'string' ? [] : [cells(row[0])]))
  const labelWidth = Math.max(0, ...labels) + 2
  const lines = rows.map((row) => (typeof row === 'string' ? row : padded(row[0], labelWidth) + row[1]))
  const width = Math.max(cells(title) + 2, ...lines.map(cells))
  const rule = (left: string, text: string, right: string): string =>
    `${left}─${text}${'─'.repeat(width - cells(text) + 1)}${right}`
  return [
    rule('┌', ` ${title} `, '┐'),
    ...lines.map((line) => `│ ${padded(line, width)} │`),
    rule('└', '', '┘'),
  ].join('\n')
}

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - cells(text)))

/** How many cells of a terminal a text takes: East Asian wide characters take two. */
export function cells(text: string): number {
  let count = 0
  for (const character of text)
    count +=
      /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]/u.test(
        character,
      )
        ? 2
        : 1
  return count
}
