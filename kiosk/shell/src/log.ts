type LogFields = Record<string, string | number | boolean | null | undefined>

/** The log signature of the whole house: one JSON object a line; ids, codes and numbers, nobody's data. */
export type Log = {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  /** With what went wrong; its stack is kept. */
  error(event: string, cause: unknown, fields?: LogFields): void
}

/** The shell's log, line by line; the agent's stands beside it in the same stream. */
export function createLog(write: (line: string) => void, now: () => number): Log {
  const line = (level: string, event: string, fields: LogFields = {}): void =>
    write(`${JSON.stringify({ at: new Date(now()).toISOString(), level, event, ...fields })}\n`)
  return {
    info: (event, fields) => line('info', event, fields),
    warn: (event, fields) => line('warn', event, fields),
    error: (event, cause, fields) =>
      line('error', event, {
        ...fields,
        reason: reasonOf(cause),
        stack: cause instanceof Error ? cause.stack : undefined,
      }),
  }
}

/** Message of an error, for a field of a log line. */
export function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
