/** Taps on the corner that open the PIN pad, and how quickly they must follow one another. */
const CORNER_TAPS = 5
export const CORNER_MS = 4_000

/**
 * The way into maintenance: five taps in the top left corner (on the hall's sign) within four seconds.
 * Takes the times of the taps so far, answers the times still of interest and whether the gesture is complete.
 */
export function cornerTap(times: readonly number[], now: number): { times: number[]; complete: boolean } {
  const recent = [...times.filter((time) => now - time < CORNER_MS), now]
  return recent.length >= CORNER_TAPS ? { times: [], complete: true } : { times: recent, complete: false }
}
