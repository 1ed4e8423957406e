import { deadline } from './clock.ts'
import type { Cancel, Clock } from './clock.ts'

/** Waiting for steps of a conversation, or for being woken, with a deadline each. */
export class Waits {
  readonly #clock: Clock
  readonly #onStep = new Set<() => void>()
  readonly #onWake = new Set<() => void>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** An answer was heard and judged. */
  step(): void {
    for (const look of [...this.#onStep]) look()
  }

  /** Something is to be looked at at once. */
  wake(): void {
    for (const look of [...this.#onWake, ...this.#onStep]) look()
  }

  /** Resolves when woken, or after `ms`. */
  async woken(ms: number): Promise<void> {
    await this.#wait(
      this.#onWake,
      () => true,
      (pass) => this.#clock.after(ms, pass),
    )
  }

  /** Resolves true with the next step, false when none came in time. */
  next(ms: number): Promise<boolean> {
    return this.#step(() => true, ms)
  }

  /** Resolves true when `isDone` holds, now or after a step; false when it does not in time. */
  async until(isDone: () => boolean, ms: number): Promise<boolean> {
    return isDone() || this.#step(isDone, ms)
  }

  #step(isDone: () => boolean, ms: number): Promise<boolean> {
    return this.#wait(this.#onStep, isDone, (pass) => deadline(this.#clock, ms, pass))
  }

  #wait(
    looks: Set<() => void>,
    isDone: () => boolean,
    timer: (pass: () => void) => Cancel,
  ): Promise<boolean> {
    return new Promise((resolve) => {
      const finish = (inTime: boolean) => {
        looks.delete(look)
        cancel()
        resolve(inTime)
      }
      const look = () => isDone() && finish(true)
      const cancel = timer(() => finish(false))
      looks.add(look)
    })
  }
}
