/** The code that was told last, and when it was seen last. Pure; times are monotonic milliseconds. */
export type SeenCode = { readonly text: string; readonly at: number } | undefined

/**
 * Whether this is the code that was told just now, once more: a scanner reads a code again and again as long as it
 * lies there.
 */
export function isSeenAgain(seen: SeenCode, text: string, at: number, repeatMs: number): boolean {
  return seen?.text === text && at - seen.at < repeatMs
}
