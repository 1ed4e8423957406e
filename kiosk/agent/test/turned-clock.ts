import type { Clock } from '@service-hall/server-kit'

/** A clock in a test's hand: its wall clock is turned without time passing, its timers run when time passes. */
export type TurnedClock = Required<Clock> & {
  /** Sets the wall clock, by so many ms. */
  turn: (ms: number) => void
  /** Lets time pass, and runs what is due in its order. */
  pass: (ms: number) => void
}

export function aTurnedClock(wall = Date.parse('2026-01-05T10:00:00+08:00')): TurnedClock {
  let steady = 5_000
  let offset = wall - steady
  const timers = new Set<{ at: number; task: () => void }>()
  return {
    now: () => steady + offset,
    monotonic: () => steady,
    uptime: () => steady + 60_000,
    after(ms, task) {
      const timer = { at: steady + ms, task }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    turn: (ms) => (offset += ms),
    pass(ms) {
      const until = steady + ms
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)
        if (!next) break
        timers.delete(next)
        steady = Math.max(steady, next.at)
        next.task()
      }
      steady = until
    },
  }
}
