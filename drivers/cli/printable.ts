import { readFileSync } from 'node:fs'
import { LineCounter, parseDocument } from 'yaml'
import { documentProblem } from '../src/paper/document-problem.ts'
import type { PaperDocument, PaperWidth } from '../src/paper/document.ts'
import type { TextWarning } from '../src/paper/gb18030.ts'
import { UsageError } from './usage-error.ts'

/** The document in a file: in the declarative form (YAML or JSON), or a plain text for paper of `width` mm, default 80. */
export function printable(path: string, width: string | undefined): PaperDocument {
  const text = readText(path)
  if (!/\.(ya?ml|json)$/i.test(path)) return plain(text, widthOf(width ?? '80'))
  if (width !== undefined) throw new UsageError('--width is for a plain text; a document has "width" itself.')
  const value = valueOf(path, text)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UsageError(`${path}: a document has "width" (58 or 80) and "items"; see docs/devices.md.`)
  const document = { width: 80, ...value }
  const problem = documentProblem(document)
  if (problem !== undefined) throw new UsageError(`${path}: ${problem}.`)
  return document as unknown as PaperDocument
}

function valueOf(path: string, text: string): unknown {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter, prettyErrors: false })
  const [error] = document.errors
  if (!error) return document.toJS()
  const { line } = lineCounter.linePos(error.pos[0])
  throw new UsageError(`${path}:${line}: this is no YAML: ${error.message}`)
}

function widthOf(width: string): PaperWidth {
  if (width === '58') return 58
  if (width === '80') return 80
  throw new UsageError(`--width is 58 or 80, not ${width}.`)
}

function plain(text: string, width: PaperWidth): PaperDocument {
  return { width, items: [{ type: 'text', text: text.replace(/\n$/, '') }, { type: 'cut' }] }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    throw new UsageError(
      code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read (${code}).`,
    )
  }
}

const MOST_NAMED = 5

/** Sums up what was printed otherwise, in one line; empty when nothing was. */
export function sumUp(warnings: readonly TextWarning[]): string {
  const distinct = new Map(warnings.map(({ character, shownAs }) => [character, shownAs]))
  if (distinct.size === 0) return ''
  const named = [...distinct].slice(0, MOST_NAMED).map(([from, to]) => `${visible(from)} as ${visible(to)}`)
  const more = distinct.size > MOST_NAMED ? ` and ${distinct.size - MOST_NAMED} more` : ''
  return `printed otherwise: ${named.join(', ')}${more}`
}

/** A control character by its number, anything else as it is. */
function visible(character: string): string {
  if (!/[\p{C}\p{Z}]/u.test(character)) return character
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
