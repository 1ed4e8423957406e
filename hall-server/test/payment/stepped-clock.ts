import type { Clock } from '@service-hall/server-kit'

export type SteppedClock = Clock & { advance(ms: number): void }

/** A clock whose timers go off when it is moved, in order of their time. */
export function aSteppedClock(at: number): SteppedClock {
  let now = at
  const timers = new Set<{ at: number; task: () => void }>()
  const next = (until: number) =>
    [...timers].filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0]
  return {
    now: () => now,
    monotonic: () => now,
    after(ms, task) {
      const timer = { at: now + ms, task }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    advance(ms) {
      const until = now + ms
      for (let timer = next(until); timer; timer = next(until)) {
        timers.delete(timer)
        now = timer.at
        timer.task()
      }
      now = until
    },
  }
}
