import { expect, test } from 'vitest'
import { pause, systemClock, within } from './clock.ts'
import type { Cancel, Clock } from './clock.ts'

/** A clock whose timers fire when `pass` says so. */
function aClock(): Clock & { pass(ms: number): void; timers: number } {
  const timers = new Map<() => void, number>()
  let now = 0
  return {
    get timers() {
      return timers.size
    },
    now: () => now,
    monotonic: () => now,
    after(ms, task): Cancel {
      timers.set(task, now + ms)
      return () => void timers.delete(task)
    },
    pass(ms) {
      now += ms
      for (const [task, at] of timers) {
        if (at > now) continue
        timers.delete(task)
        task()
      }
    },
  }
}

test('a pause ends with its time, or at once when it is aborted, and leaves no timer behind', async () => {
  const clock = aClock()
  const slept = pause(clock, 100)
  clock.pass(100)
  await slept
  const abort = new AbortController()
  const aborted = pause(clock, 100, abort.signal)
  abort.abort()
  await aborted
  await pause(clock, 100, abort.signal)
  expect(clock.timers).toBe(0)
})

test('what takes too long is replaced by the fallback; what fails in time fails', async () => {
  const clock = aClock()
  const late = within(clock, 100, new Promise(() => undefined), 'fallback')
  clock.pass(100)
  expect(await late).toBe('fallback')
  expect(await within(clock, 100, Promise.resolve('in time'), 'fallback')).toBe('in time')
  await expect(within(clock, 100, Promise.reject(new Error('broken')), 'fallback')).rejects.toThrow('broken')
  expect(clock.timers).toBe(0)
})

test("the machine's clock fires a timer once, unless it was cancelled", async () => {
  let cancelled = 0
  systemClock.after(0, () => (cancelled += 1))()
  await new Promise<void>((resolve) => systemClock.after(1, resolve))
  expect(cancelled).toBe(0)
  expect(systemClock.now()).toBeGreaterThan(1_700_000_000_000)
})
