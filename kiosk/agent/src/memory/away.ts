import type { Clock } from '@service-hall/server-kit'

/** What the state says of when the program was alive. */
export type Lived = {
  /** When the last fact was recorded, by the wall clock, epoch ms; 0 before the first. */
  at: number
  /** When the last run began: by the wall clock, and since the machine itself was started. */
  started?: { at: number; uptimeMs: number }
}

/** How long the machine has been up, for the fact that a run begins. */
export function sinceBoot(clock: Clock): { uptimeMs?: number } {
  const uptimeMs = clock.uptime?.()
  return uptimeMs === undefined ? {} : { uptimeMs: Math.round(uptimeMs) }
}

/**
 * How long nobody ran this program, ms, whatever became of the wall clock meanwhile: the machine's own uptime says it.
 * Infinity when the machine was started anew, or the clock was set while the program ran: then nobody can tell.
 */
export function awayFor({ at, started }: Lived, clock: Clock): number {
  const uptimeMs = clock.uptime?.()
  const awayMs =
    started && uptimeMs !== undefined ? uptimeMs - (started.uptimeMs + at - started.at) : clock.now() - at
  return awayMs < 0 ? Infinity : awayMs
}
