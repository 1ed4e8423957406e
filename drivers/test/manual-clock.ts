import type { Clock } from '../src/clock.ts'

/** A clock that stands still until it is told to move. */
export type ManualClock = Clock & {
  /** Moves time on, running due timers in order; lets promises settle between them. */
  advance: (ms: number) => Promise<void>
}

export function manualClock(start = 1_000): ManualClock {
  let time = start
  let lastId = 0
  const timers = new Map<number, { at: number; task: () => void }>()
  return {
    now: () => time,
    monotonic: () => time,
    after(ms, task) {
      const id = (lastId += 1)
      timers.set(id, { at: time + ms, task })
      return () => timers.delete(id)
    },
    async advance(ms) {
      const end = time + ms
      await settle()
      for (;;) {
        const due = [...timers].filter(([, timer]) => timer.at <= end).sort(([, a], [, b]) => a.at - b.at)[0]
        if (!due) break
        const [id, timer] = due
        timers.delete(id)
        time = Math.max(time, timer.at)
        timer.task()
        await settle()
      }
      time = end
    },
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
}
