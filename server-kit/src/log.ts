import { visible } from './visible.ts'

export type LogFields = Record<string, string | number | boolean | null | undefined>
type Level = 'info' | 'warn' | 'error'

/**
 * The structured log of a program: dotted names of events, one JSON object a line. Fields hold ids, codes and
 * numbers; never a name, a card, a PIN or a secret.
 */
export type Log = {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  /** With what went wrong; its stack is kept, because a bug has to be found from it. */
  error(event: string, cause: unknown, fields?: LogFields): void
}

/** A log on stderr by the wall clock, unless told otherwise. `now`: epoch ms. */
export function createLog(
  write: (line: string) => void = (line) => void process.stderr.write(line),
  now: () => number = Date.now,
): Log {
  const line = (level: Level, event: string, fields: LogFields): void =>
    write(`${visible(JSON.stringify({ at: new Date(now()).toISOString(), level, event, ...fields }))}\n`)
  return {
    info: (event, fields = {}) => line('info', event, fields),
    warn: (event, fields = {}) => line('warn', event, fields),
    error: (event, cause, fields = {}) => line('error', event, { ...fields, ...described(cause) }),
  }
}

/** First words of an error with its cause, for fields of a log line. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause === undefined ? error.message : `${error.message}: ${reasonOf(error.cause)}`
}

function described(cause: unknown): LogFields {
  return { reason: reasonOf(cause), stack: cause instanceof Error ? cause.stack : undefined }
}
