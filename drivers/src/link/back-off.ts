/** The usual waits in milliseconds; the last is repeated. */
export const usualBackOffMs: readonly number[] = [250, 500, 1_000, 2_000, 5_000, 10_000]

/** Waiting times between attempts to open a line: growing to 10 s, each ±20 % so that devices do not march in step. */
export class BackOff {
  readonly #random: () => number
  readonly #stepsMs: readonly number[]
  #attempt = 0

  /** `random` gives numbers in [0, 1); `stepsMs` are the waits, of which the last is repeated. */
  constructor(random: () => number, stepsMs = usualBackOffMs) {
    this.#random = random
    this.#stepsMs = stepsMs
  }

  /** The next wait in milliseconds. */
  next(): number {
    const step = this.#stepsMs[this.#attempt] ?? this.#stepsMs.at(-1) ?? 0
    this.#attempt += 1
    return Math.round(step * (0.8 + 0.4 * this.#random()))
  }

  /** Starts again from the shortest wait; called when the device has answered. */
  reset(): void {
    this.#attempt = 0
  }
}
