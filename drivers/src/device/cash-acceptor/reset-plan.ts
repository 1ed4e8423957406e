import type { Cancel, Clock } from '../../clock.ts'

/** A reset moves the motors; one that does not help is tried again ever more rarely. */
const LONGEST_WAIT_MS = 60_000

/**
 * When an acceptor is told to reset itself. One that has jammed, was cheated or failed stays as it is until then, also
 * when the cause is gone, which it cannot say: so it is tried, soon at first, and when an operator asks for it at once.
 */
export class ResetPlan {
  readonly #clock: Clock
  readonly #firstMs: number
  readonly #onDue: () => void
  #tried = 0
  #cancel: Cancel | undefined
  #isDue = false

  constructor(clock: Clock, firstMs: number, onDue: () => void) {
    this.#clock = clock
    this.#firstMs = firstMs
    this.#onDue = onDue
  }

  /** The acceptor is to be told so now. */
  get isDue(): boolean {
    return this.#isDue
  }

  /** Hears how the acceptor is. */
  see(isWell: boolean, asksReset: boolean): void {
    if (isWell) this.#tried = 0
    if (!asksReset) this.#stop()
    else if (!this.#cancel && !this.#isDue) this.#later()
  }

  /** An operator wants it. */
  order(): void {
    this.#stop()
    this.#isDue = true
    this.#onDue()
  }

  /** It was told so, or cannot be. */
  done(): void {
    this.#isDue = false
  }

  lineEnded(): void {
    this.#stop()
    this.#isDue = false
  }

  #later(): void {
    const waitMs = Math.min(LONGEST_WAIT_MS, this.#firstMs * 2 ** this.#tried)
    this.#tried += 1
    this.#cancel = this.#clock.after(waitMs, () => {
      this.#cancel = undefined
      this.#isDue = true
      this.#onDue()
    })
  }

  #stop(): void {
    this.#cancel?.()
    this.#cancel = undefined
  }
}
