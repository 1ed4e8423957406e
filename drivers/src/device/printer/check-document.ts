import { composeParts } from '../../paper/compose.ts'
import type { ComposeOptions } from '../../paper/compose.ts'
import { documentProblem, problemOf } from '../../paper/document-problem.ts'
import type { PaperDocument } from '../../paper/document.ts'
import type { TextWarning } from '../../paper/gb18030.ts'
import { slicesOf } from '../../paper/slices.ts'
import type { PaperSlice } from '../../paper/slices.ts'

/** A document that can be printed: what will be shown otherwise, and its slices, composed anew on the way. */
export type CheckedDocument = {
  warnings: TextWarning[]
  /** Ends early, and says why, when the document fails now although it did not before. */
  slices: (onProblem: (problem: string) => void) => Iterable<PaperSlice>
}

/** Slices of at most a quarter of a second of the line, so that a printer that was switched off is noticed between. */
const SLICES_PER_SECOND = 4
const LARGEST_SLICE = 1_024
const SMALLEST_SLICE = 128
/** A list of thousands of lines may have as many odd letters; nobody reads so many warnings. */
const MOST_WARNINGS = 100

/**
 * Goes through a document once before any of it is printed; gives the problem, in a sentence, of one that cannot be
 * composed. `pace` is the speed of the line in bytes per second.
 */
export function checkDocument(
  document: PaperDocument,
  { pace, ...options }: ComposeOptions & { pace: number | undefined },
): CheckedDocument | { problem: string } {
  const warnings: TextWarning[] = []
  const problem = documentProblem(document, options, (warning) => {
    if (warnings.length < MOST_WARNINGS) warnings.push(warning)
  })
  if (problem !== undefined) return { problem }
  const most = Math.max(
    SMALLEST_SLICE,
    Math.min(LARGEST_SLICE, (pace ?? Number.POSITIVE_INFINITY) / SLICES_PER_SECOND),
  )
  return {
    warnings,
    *slices(onProblem) {
      try {
        yield* slicesOf(
          composeParts(document, options, () => undefined),
          most,
        )
      } catch (error) {
        onProblem(problemOf(error))
      }
    },
  }
}
