import { uptime } from 'node:os'

/** Cancels a timer; calling it twice, or after the timer fired, does nothing. */
export type Cancel = () => void

/**
 * Time as a server sees it; tests and replays put their own in its place. `@service-hall/drivers` has the same type
 * once more, because it imports nothing of ours: what fits one fits the other.
 */
export type Clock = {
  /** Wall time in epoch milliseconds, for stamps that people read. It may jump: no duration is measured by it. */
  now(): number
  /** Milliseconds that never jump back, for durations and deadlines. */
  monotonic(): number
  /**
   * Milliseconds since the machine was started, the time it slept among them; nobody can set it. It says how long a
   * program was away, and that a machine slept. Absent where nobody knows.
   */
  uptime?(): number
  /** Runs `task` once after `ms` milliseconds. */
  after(ms: number, task: () => void): Cancel
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  uptime: () => uptime() * 1_000,
  after(ms, task) {
    const timer = setTimeout(task, ms)
    return () => clearTimeout(timer)
  },
}

/** Resolves after `ms` milliseconds, or at once when the signal is aborted; never rejects. */
export function pause(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve()
    const cancel = clock.after(ms, done)
    signal?.addEventListener('abort', done, { once: true })
    function done(): void {
      cancel()
      signal?.removeEventListener('abort', done)
      resolve()
    }
  })
}

/** Resolves to `promise`, or to `fallback` when `ms` milliseconds pass first. */
export function within<T, F>(clock: Clock, ms: number, promise: Promise<T>, fallback: F): Promise<T | F> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => resolve(fallback))
    promise.then(resolve, reject).finally(cancel)
  })
}
