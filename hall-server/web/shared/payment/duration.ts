const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** A span in its largest whole unit, as people say ages; what is shorter than a minute is none. */
export function durationOf(ms: number): { unit: 'minutes' | 'hours' | 'days'; count: number } {
  const span = Math.max(0, ms)
  if (span < HOUR_MS) return { unit: 'minutes', count: Math.floor(span / MINUTE_MS) }
  if (span < 2 * DAY_MS) return { unit: 'hours', count: Math.floor(span / HOUR_MS) }
  return { unit: 'days', count: Math.floor(span / DAY_MS) }
}
