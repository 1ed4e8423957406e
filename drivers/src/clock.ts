import { afterInput } from './input-round.ts'

/** Cancels a timer; calling it twice, or after the timer fired, does nothing. */
export type Cancel = () => void

/** Time as the drivers see it; tests and replays put their own in its place. */
export type Clock = {
  /** Wall time in epoch milliseconds, for stamps that people read. */
  now(): number
  /** Milliseconds that never jump back, for pacing and deadlines. */
  monotonic(): number
  /** Runs `task` once after `ms` milliseconds: for what is to be done later. Where silence is judged: `deadline`. */
  after(ms: number, task: () => void): Cancel
  /** Runs `task` once whatever had come in by now was read. Left out by clocks of tests: nothing comes in by itself. */
  readonly afterInput?: (task: () => void) => Cancel
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms)
    return () => clearTimeout(timer)
  },
  afterInput,
}

/** The same time, with input that is read before a deadline judges: for a clock that comes from outside. */
export function hearing(clock: Clock): Clock {
  if (clock.afterInput) return clock
  return {
    now: () => clock.now(),
    monotonic: () => clock.monotonic(),
    after: (ms, task) => clock.after(ms, task),
    afterInput,
  }
}

/** More than a loop is late by itself: the process stood still, and heard nothing meanwhile. */
const STANDSTILL_MS = 20

/**
 * Runs `task` when nobody cancelled it for `ms` milliseconds in which there was somebody to listen. All that takes
 * silence for an answer (no reply, no key, the rest of a frame that does not come) is timed by this. A process that stood
 * still, for a slow disk or a collection of garbage, finds its timers due before it has read what came in meanwhile: so
 * what had come in is read first, and a timer that is late is given the time that it is late by, once and at most `ms`,
 * since the question itself may have been standing still.
 */
export function deadline(clock: Clock, ms: number, task: () => void): Cancel {
  const { afterInput: read } = clock
  if (!read) return clock.after(ms, task)
  const due = clock.monotonic() + ms
  let cancel = clock.after(ms, () => {
    const lateMs = clock.monotonic() - due
    const judge = () => void (cancel = read(task))
    if (lateMs < STANDSTILL_MS) judge()
    else cancel = clock.after(Math.min(lateMs, ms), judge)
  })
  return () => cancel()
}

/** Resolves after `ms` milliseconds of `clock`. */
export function delay(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => clock.after(ms, resolve))
}

/** Resolves to `promise`, or to `fallback` when `ms` pass first. */
export function within<T, F>(clock: Clock, ms: number, promise: Promise<T>, fallback: F): Promise<T | F> {
  return new Promise((resolve, reject) => {
    const cancel = deadline(clock, ms, () => resolve(fallback))
    promise.then(resolve, reject).finally(cancel)
  })
}
