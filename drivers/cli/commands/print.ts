import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { PaperDocument, PaperItem } from '../../src/paper/document.ts'
import { UsageError, reasonOf, withDevice } from '../session.ts'
import type { Session } from '../session.ts'

/** Prints a document in the declarative form (YAML or JSON), or a plain text, and tells the outcome with its evidence. */
export async function print(session: Session): Promise<number> {
  const [path] = session.args
  if (path === undefined) throw new UsageError('print wants a FILE: a document in YAML or JSON, or a text.')
  const document = documentOf(path)
  const to = session.values['to']
  return withDevice(session, 'printer', typeof to === 'string' ? to : undefined, async (printer) => {
    const outcome = await printer.print(document, { jobId: `cli-${process.pid}` })
    const { outcome: word, evidence, onPaper, error, warnings } = outcome
    const why = error ? `: ${reasonOf(error)}` : ''
    const besides = warnings.map((warning) => `\n  ${JSON.stringify(warning)}`).join('')
    session.tell(
      outcome,
      `${printer.id}: ${word} (evidence: ${evidence}, on paper: ${onPaper})${why}${besides}`,
    )
    return word === 'printed' ? 0 : 1
  })
}

function documentOf(path: string): PaperDocument {
  const text = readText(path)
  const value: unknown = /\.(ya?ml|json)$/i.test(path) ? parse(text) : undefined
  if (value === undefined) return plain(text)
  if (typeof value !== 'object' || value === null || !('items' in value) || !Array.isArray(value.items))
    throw new UsageError(`${path}: a document has "width" (58 or 80) and "items"; see docs/devices.md.`)
  // What is wrong inside is for the printer's composer to refuse, which it does with documentInvalid.
  return { width: 'width' in value && value.width === 58 ? 58 : 80, items: value.items as PaperItem[] }
}

function plain(text: string): PaperDocument {
  return { width: 80, items: [{ type: 'text', text: text.replace(/\n$/, '') }, { type: 'cut' }] }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new UsageError(`There is no file ${path}.`)
  }
}
