import { MORNING } from '@service-hall/contract/testing'

/** A clock that stands until it is set; its timers are real, so that what waits for the disk goes on. */
export type TestClock = {
  now(): number
  monotonic(): number
  after(ms: number, task: () => void): () => void
  advance(ms: number): number
  set(at: number): number
}

export function aClock(at = MORNING): TestClock {
  let now = at
  const set = (to: number): number => (now = to)
  return {
    now: () => now,
    monotonic: () => now,
    after(ms, task) {
      const timer = setTimeout(task, ms)
      return () => clearTimeout(timer)
    },
    set,
    advance: (ms) => set(now + ms),
  }
}
