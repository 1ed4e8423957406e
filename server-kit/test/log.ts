import { createLog } from '../src/log.ts'
import type { Log } from '../src/log.ts'

/** A log that keeps its lines, as JSON, in `lines`. */
export function aLog(): Log & { lines: string[] } {
  const lines: string[] = []
  return { lines, ...createLog((line) => lines.push(line.trimEnd()), Date.now) }
}
