import type { Cancel, Clock } from '@service-hall/server-kit'
import { isOver } from './state.ts'
import type { SessionState } from './state.ts'

/** How long an answer may still be on its way when the touch has lapsed at the hall. */
const GRACE_MS = 1_000

export type SessionTimersOptions = {
  clock: Clock
  hallNow: () => number
  /** The longest that a touch is valid. */
  validMs: () => number
  /** How long a last page stays when nobody leaves it. */
  idleMs: () => number
  onDeadline: (commandId: string) => void
  onIdle: () => void
}

/** Runs the one timer that the customer's present step needs. */
export class SessionTimers {
  readonly #options: SessionTimersOptions
  #watched: SessionState | undefined
  #cancel: Cancel | undefined

  constructor(options: SessionTimersOptions) {
    this.#options = options
  }

  /** To be told after every change. A state keeps its identity as long as nothing in it changes. */
  watch(session: SessionState): void {
    if (session === this.#watched) return
    this.#watched = session
    this.#cancel?.()
    this.#cancel = this.#timerFor(session)
  }

  stop(): void {
    this.#cancel?.()
    this.#watched = undefined
  }

  #timerFor(session: SessionState): Cancel | undefined {
    const { clock, hallNow, validMs, idleMs, onDeadline, onIdle } = this.#options
    if (session.step === 'issuing') {
      const { commandId, validUntil } = session
      // After a restart the hall's clock is known by the wall clock only, and that may have been set meanwhile.
      const leftMs = Math.min(Math.max(0, validUntil - hallNow()), validMs())
      return clock.after(leftMs + GRACE_MS, () => onDeadline(commandId))
    }
    return isOver(session) ? clock.after(idleMs(), onIdle) : undefined
  }
}
