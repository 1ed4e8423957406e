/** Cancels a timer; calling it twice, or after the timer fired, does nothing. */
export type Cancel = () => void

/** Time as the drivers see it; tests and replays put their own in its place. */
export type Clock = {
  /** Wall time in epoch milliseconds, for stamps that people read. */
  now(): number
  /** Milliseconds that never jump back, for pacing and deadlines. */
  monotonic(): number
  /** Runs `task` once after `ms` milliseconds. */
  after(ms: number, task: () => void): Cancel
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms)
    return () => clearTimeout(timer)
  },
}

/** Resolves after `ms` milliseconds of `clock`. */
export function delay(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => clock.after(ms, resolve))
}

/** Resolves to `promise`, or to `fallback` when `ms` pass first. */
export function within<T, F>(clock: Clock, ms: number, promise: Promise<T>, fallback: F): Promise<T | F> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => resolve(fallback))
    promise.then(resolve, reject).finally(cancel)
  })
}
