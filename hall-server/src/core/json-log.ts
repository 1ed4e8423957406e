import type { Log } from './log.ts'

/** One JSON line an event. */
export function jsonLog(out: { write(line: string): unknown }): Log {
  const line =
    (level: string) =>
    (fields: Record<string, unknown>, event: string): void => {
      out.write(`${JSON.stringify({ at: new Date().toISOString(), level, event, ...fields })}\n`)
    }
  return { info: line('info'), warn: line('warn'), error: line('error') }
}
