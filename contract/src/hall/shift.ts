import type { z } from 'zod'
import type { ClockSet } from './facts.ts'

/** What becomes of a stamp or a deadline, epoch ms, when the hall's clock is put right. */
export function shiftedBy({
  byMs,
  since,
}: Pick<z.output<typeof ClockSet.schema>, 'byMs' | 'since'>): (at: number) => number {
  return (at) => (at >= since ? Math.max(0, at + byMs) : at)
}
