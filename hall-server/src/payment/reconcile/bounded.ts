import { MOST_FEN } from '@service-hall/contract'
import type { Difference } from './differences.ts'

/** So many cases of one day stand for themselves: more are no work for people but one fault, of a file or of a journal. */
export const MOST_CASES = 1_000

/** Few enough to note at once: the ones beyond are summed by kind, each sum within what one case may hold. */
export function bounded(differences: readonly Difference[]): Difference[] {
  const single = differences.slice(0, MOST_CASES)
  const sums: Difference[] = []
  for (const { kind, fen, day } of differences.slice(MOST_CASES)) {
    const fits = sums.find(
      (sum) => sum.kind === kind && sum.day === day && Math.abs(sum.fen + fen) <= MOST_FEN,
    )
    if (fits) fits.fen += fen
    else
      sums.push({
        ...{ kind, fen, reference: `rest/${sums.length + 1}`, ...(day === undefined ? {} : { day }) },
      })
  }
  return [...single, ...sums]
}
