import type { Log } from '../src/core/log.ts'

/** A log that keeps its lines, as JSON, in `lines`. */
export function aLog(): Log & { lines: string[] } {
  const lines: string[] = []
  const at =
    (level: string) =>
    (fields: Record<string, unknown>, event: string): void => {
      lines.push(JSON.stringify({ level, event, ...fields }))
    }
  return { lines, info: at('info'), warn: at('warn'), error: at('error') }
}
