/** Structured log: an event and its fields. Never personal data, secrets or card numbers. */
export type Log = {
  info(fields: Record<string, unknown>, event: string): void
  warn(fields: Record<string, unknown>, event: string): void
  error(fields: Record<string, unknown>, event: string): void
}
