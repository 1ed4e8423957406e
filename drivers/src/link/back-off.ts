const stepsMs = [250, 500, 1_000, 2_000, 5_000, 10_000] as const
const lastStepMs = 10_000

/** Waiting times between attempts to open a line: growing to 10 s, each ±20 % so that devices do not march in step. */
export class BackOff {
  readonly #random: () => number
  #attempt = 0

  /** `random` gives numbers in [0, 1). */
  constructor(random: () => number) {
    this.#random = random
  }

  /** The next wait in milliseconds. */
  next(): number {
    const step = stepsMs[this.#attempt] ?? lastStepMs
    this.#attempt += 1
    return Math.round(step * (0.8 + 0.4 * this.#random()))
  }

  /** Starts again from the shortest wait; called when the device has answered. */
  reset(): void {
    this.#attempt = 0
  }
}
