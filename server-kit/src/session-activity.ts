import type { Clock } from './clock.ts'

type Seen = { began: number; lastAct: number; from: string | null; lifetimeMs: number }

/**
 * How long sessions have lasted and stood idle, by monotonic time; the facts only know when they were to end by the wall
 * clock. In memory: after a restart a session begins its idle time anew and lasts for what was left of it.
 */
export class SessionActivity {
  readonly #clock: Clock
  readonly #seen = new Map<string, Seen>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Something was done in a session. `from`: the network address. */
  acted(sessionId: string, until: number, from?: string): void {
    const seen = this.#of(sessionId, until)
    seen.lastAct = this.#clock.monotonic()
    if (from !== undefined) seen.from = from
  }

  /** Whether its time is up, or nothing was done in it for so long. */
  isOver(sessionId: string, until: number, idleLimitMs: number): 'expired' | 'idle' | null {
    const { began, lastAct, lifetimeMs } = this.#of(sessionId, until)
    const now = this.#clock.monotonic()
    if (now - began >= lifetimeMs) return 'expired'
    return now - lastAct >= idleLimitMs ? 'idle' : null
  }

  lastSeen(sessionId: string, until: number): { idleMs: number; from: string | null } {
    const { lastAct, from } = this.#of(sessionId, until)
    return { idleMs: Math.round(this.#clock.monotonic() - lastAct), from }
  }

  /** Forgets sessions that are over. */
  keepOnly(sessions: Readonly<Record<string, unknown>>): void {
    for (const id of this.#seen.keys()) if (!Object.hasOwn(sessions, id)) this.#seen.delete(id)
  }

  #of(sessionId: string, until: number): Seen {
    const known = this.#seen.get(sessionId)
    if (known) return known
    const now = this.#clock.monotonic()
    const left = Math.min(SESSION_MS, Math.max(0, until - this.#clock.now()))
    const seen = { began: now, lastAct: now, from: null, lifetimeMs: left }
    this.#seen.set(sessionId, seen)
    return seen
  }
}

/** A session lasts a working day, ms. */
export const SESSION_MS = 12 * 3_600_000
