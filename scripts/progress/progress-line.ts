/** How far a run of tests is. */
export type Progress = {
  /** Files, or tests where a runner counts those. */
  done: number
  of: number
  passed: number
  failed: number
  /** What runs at this moment. */
  now: string[]
  /** A test that has just failed. */
  fault?: string
}

const MARK = '@progress '

/** A progress as one line of a runner's output. */
export const progressLine = (progress: Progress): string => MARK + JSON.stringify(progress)

/** The progress of such a line, or of one of Playwright's `[3/70] …`; null when it is another. */
export function progressOf(line: string): Progress | null {
  if (line.startsWith(MARK)) return JSON.parse(line.slice(MARK.length)) as Progress
  const counted = /^\[(\d+)\/(\d+)\] (.+)$/.exec(line)
  if (counted === null) return null
  const [, done, of, now = ''] = counted
  return { done: Number(done) - 1, of: Number(of), passed: 0, failed: 0, now: [now] }
}

/** The output of a runner without what was only meant for the progress. */
export const withoutProgress = (output: string): string =>
  output
    .split('\n')
    .filter((line) => !line.startsWith(MARK))
    .join('\n')

const NAMED = 3

/** A progress in words: `12 of 274, 99 passed, now: …`. */
export function inWords({ done, of, passed, failed, now }: Progress): string {
  const counts = [
    `${done} of ${of}`,
    ...(passed > 0 ? [`${passed} passed`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
  ]
  const more = now.length > NAMED ? ` and ${now.length - NAMED} more` : ''
  return `${counts.join(', ')}${now.length === 0 ? '' : `; now ${now.slice(0, NAMED).join(', ')}${more}`}`
}
