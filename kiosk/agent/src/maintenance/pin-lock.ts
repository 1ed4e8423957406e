import type { Cancel, Clock } from '@service-hall/server-kit'
import { PIN_LOCK_MS } from './state.ts'
import type { MaintenanceState } from './state.ts'

/**
 * Times the wait after too many wrong PINs, by a clock that nobody can set. A restart begins it anew: pulling the plug
 * buys no guess.
 */
export class PinLock {
  readonly #clock: Clock
  readonly #onEnd: () => void
  #waitsFor: number | null = null
  #cancel: Cancel | undefined

  constructor(clock: Clock, onEnd: () => void) {
    this.#clock = clock
    this.#onEnd = onEnd
  }

  /** To be told after every change of the state. */
  follow({ lockedUntil }: MaintenanceState): void {
    if (lockedUntil === this.#waitsFor) return
    this.#waitsFor = lockedUntil
    this.#cancel?.()
    this.#cancel = lockedUntil === null ? undefined : this.#clock.after(PIN_LOCK_MS, this.#onEnd)
  }

  stop(): void {
    this.#cancel?.()
  }
}
