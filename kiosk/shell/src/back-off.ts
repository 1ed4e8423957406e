/** Pauses before a program that died is started again, ms. */
export type BackOff = {
  first: number
  last: number
  /** Alive this long, it counts as well again. */ calmAfter: number
}

export const agentBackOff: BackOff = { first: 200, last: 5_000, calmAfter: 20_000 }

/**
 * The pause before the next start.
 *
 * @param previous the pause before the run that just ended; null when that was the first
 * @param aliveMs how long that run lived
 */
export function nextPause(
  { first, last, calmAfter }: BackOff,
  previous: number | null,
  aliveMs: number,
): number {
  if (previous === null || aliveMs >= calmAfter) return first
  return Math.min(previous * 2, last)
}
