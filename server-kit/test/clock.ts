import { MORNING } from '@service-hall/contract/testing'

/** A clock that stands until it is set; its timers are real, so that what waits for the disk goes on. */
export type TestClock = {
  now(): number
  monotonic(): number
  after(ms: number, task: () => void): () => void
  advance(ms: number): number
  set(at: number): number
  /** Turns the wall clock alone, by so many ms: no time passes. */
  turn(ms: number): void
  /** The machine sleeps: its clock goes on, its programs and their steady clock stand. */
  sleep(ms: number): void
  uptime(): number
}

export function aClock(at = MORNING): TestClock {
  let now = at
  let turned = 0
  let slept = 0
  const set = (to: number): number => (now = to)
  return {
    now: () => now + turned,
    monotonic: () => now - slept,
    uptime: () => now,
    after(ms, task) {
      const timer = setTimeout(task, ms)
      return () => clearTimeout(timer)
    },
    set,
    sleep: (ms) => void ((slept += ms), set(now + ms)),
    turn: (ms) => void (turned += ms),
    advance: (ms) => set(now + ms),
  }
}
