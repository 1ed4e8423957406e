import { afterEach, expect, test, vi } from 'vitest'
import { AtScreen, NOTED_AFTER_MS } from './at-screen.ts'

const MINUTE = 60_000

afterEach(() => vi.useRealTimers())

function aScreen() {
  vi.useFakeTimers()
  const clock = {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    uptime: () => performance.now(),
    after(ms: number, task: () => void) {
      const timer = setTimeout(task, ms)
      return () => clearTimeout(timer)
    },
  }
  const told: string[] = []
  let working = false
  const screen = new AtScreen(clock, () => working)
  screen.listen({
    noted: ({ forMs, touches }) => told.push(`noted ${Math.round(forMs / MINUTE)} min ${touches}`),
    ended: () => told.push('ended'),
    left: () => told.push('left'),
  })
  let touches = 0
  /** The screen says every five seconds that somebody is there. */
  function stays(ms: number, touched = 0): void {
    for (let passed = 0; passed < ms; passed += 5_000) {
      touches += touched
      screen.said(true, touches)
      vi.advanceTimersByTime(5_000)
    }
  }
  return { screen, told, stays, works: (is: boolean) => (working = is) }
}

test('a customer who gets nowhere is noted after a minute, and again each time that it has lasted twice as long', () => {
  const { screen, told, stays } = aScreen()
  stays(50_000, 1)
  expect(screen.isThere).toBe(true)
  expect(told).toEqual([])
  stays(4 * MINUTE + 10_000, 1)
  expect(told).toEqual(['noted 1 min 12', 'noted 2 min 24', 'noted 4 min 48'])
  screen.said(false, 0)
  expect(told.slice(3)).toEqual(['ended', 'left'])
  expect(screen.isThere).toBe(false)
})

test('a ticket is getting somewhere: from then on they begin anew', () => {
  const { screen, told, stays } = aScreen()
  stays(70_000, 1)
  screen.served()
  expect(told).toEqual(['noted 1 min 12', 'ended'])
  stays(50_000, 1)
  expect(told).toHaveLength(2)
  stays(20_000, 1)
  expect(told[2]).toBe('noted 1 min 12')
})

test('what the machine takes is no stay of the customer', () => {
  const { told, stays, works } = aScreen()
  works(true)
  stays(90_000)
  expect(told).toEqual([])
  works(false)
  stays(5_000)
  expect(told).toHaveLength(1)
})

test('a screen that says nothing any more has nobody in front of it', () => {
  const { screen, told } = aScreen()
  screen.said(true, 1)
  vi.advanceTimersByTime(19_000)
  expect(screen.isThere).toBe(true)
  vi.advanceTimersByTime(2_000)
  expect(screen.isThere).toBe(false)
  expect(told).toEqual(['left'])
})

test('a screen that touches itself for half an hour holds up nothing', () => {
  const { screen, stays } = aScreen()
  stays(29 * MINUTE, 20)
  expect(screen.isThere).toBe(true)
  stays(2 * MINUTE, 20)
  expect(screen.isThere).toBe(false)
  expect(screen.noted).not.toBeNull()
  expect(NOTED_AFTER_MS).toBe(MINUTE)
})
