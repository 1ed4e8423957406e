import { composeParts } from './compose.ts'
import type { ComposeOptions } from './compose.ts'
import type { TextWarning } from './gb18030.ts'

/**
 * What keeps a document from being printed, in a sentence that names the item and the field, such as `item 2 (qr):
 * module must be a whole number from 1 to 16, not 20`; `undefined` when nothing does. Takes anything, such as what was
 * read from a file, never throws, and repeats no text of the document. `warn` hears of letters that no printer has.
 */
export function documentProblem(
  document: unknown,
  options: ComposeOptions = {},
  warn: (warning: TextWarning) => void = () => undefined,
): string | undefined {
  try {
    const parts = composeParts(document, options, warn)
    while (!parts.next().done) continue
    return undefined
  } catch (error) {
    return problemOf(error)
  }
}

/** The sentence of an error that composing threw, whoever threw it: a source of pictures or of items may be at fault. */
export function problemOf(error: unknown): string {
  return error instanceof Error ? error.message : 'the document cannot be composed'
}
