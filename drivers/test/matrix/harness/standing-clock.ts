import { systemClock } from '../../../src/clock.ts'
import type { Clock } from '../../../src/clock.ts'

/** The machine's clock in a process that can be made to stand still. */
export type StandingClock = Clock & {
  /** From now on the process stands still for `ms` after each of the next `times` questions. */
  stand(ms: number, times: number): void
}

/** Shorter timers are the pace of polls, and no deadlines of answers. */
const SHORTEST_DEADLINE_MS = 50

/** A clock that holds the whole process up as soon as a question is out, until long after its answer came. */
export function standingClock(): StandingClock {
  let left = 0
  let standMs = 0
  return {
    ...systemClock,
    after(ms, task) {
      if (left > 0 && ms >= SHORTEST_DEADLINE_MS) {
        left -= 1
        // The question goes out in this turn of the loop or the next.
        setImmediate(() => setImmediate(() => standStill(standMs)))
      }
      return systemClock.after(ms, task)
    },
    stand(ms, times) {
      standMs = ms
      left = times
    },
  }
}

/** Holds up this thread; nothing of the loop runs meanwhile. */
function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
}
