import type { Cell } from './cell.ts'
import { rows } from './rows.ts'

/** The matrix as Markdown: a table per kind, a row per fault, a column per profile. */
export function tableOf(cells: readonly Cell[]): string {
  const kindOf = ({ title }: Cell) => title.split(' ')[0] ?? title
  const kinds = [...new Set(cells.map(kindOf))]
  return kinds
    .map((kind) => `#### ${kind}\n\n${kindTable(cells.filter((cell) => kindOf(cell) === kind))}`)
    .join('\n\n')
}

/** Titles of `listed` for which a fault or more is missing among the cells: a table of those would lose them. */
export function missingFrom(cells: readonly Cell[], listed: readonly string[]): string[] {
  const has = (title: string) =>
    rows.every(([fault]) => cells.some((cell) => cell.title === title && cell.fault === fault))
  return listed.filter((title) => !has(title))
}

function kindTable(cells: readonly Cell[]): string {
  const titles = [...new Set(cells.map(({ title }) => title))]
  const lines = rows.map(([fault, title]) => [
    title,
    ...titles.map((one) => wordsOf(cells.find((cell) => cell.title === one && cell.fault === fault))),
  ])
  const profiles = titles.map((title) => title.split(' ').slice(1).join(' '))
  return [['fault', ...profiles], [...['', ...profiles].map(() => '---')], ...lines].map(line).join('\n')
}

function wordsOf(cell: Cell | undefined): string {
  return cell ? cell.words.replaceAll('|', '\\|') : ''
}

function line(fields: readonly string[]): string {
  return `| ${fields.join(' | ')} |`
}

const BEGIN = '<!-- matrix -->'
const END = '<!-- /matrix -->'

/** Puts a table between the markers of a document; `undefined` when it has no markers. */
export function withTable(document: string, table: string): string | undefined {
  const from = document.indexOf(BEGIN)
  const to = document.indexOf(END)
  if (from < 0 || to < from) return undefined
  return `${document.slice(0, from + BEGIN.length)}\n\n${table}\n\n${document.slice(to)}`
}
