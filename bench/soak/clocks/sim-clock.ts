import type { Clock } from '@service-hall/server-kit'

/** What time it is. */
export type Truth = { now: number }

/** The clock of a machine: its steady clock and its uptime are true, its wall clock is off by what somebody did to it. */
export class SimClock implements Clock {
  readonly #truth: Truth
  off = 0

  constructor(truth: Truth) {
    this.#truth = truth
  }

  offBy(ms: number): void {
    this.off = ms
  }

  now(): number {
    return Math.max(0, this.#truth.now + this.off)
  }

  monotonic(): number {
    return this.#truth.now - 1_700_000_000_000
  }

  after(ms: number, task: () => void): () => void {
    const timer = setTimeout(task, Math.min(ms, 20))
    return () => clearTimeout(timer)
  }
}
