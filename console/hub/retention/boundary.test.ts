import { expect, test } from 'vitest'
import { nextBoundary } from './boundary.ts'
import type { Boundary } from './boundary.ts'

const DAY = 86_400_000
const TODAY = Date.UTC(2026, 5, 1)
const KEEP = 400 * DAY

/** Readings one after the other, and what may go after the last. */
function after(...readings: { now: number; stamps?: number[] }[]): number {
  let known: Boundary | null = null
  let before = 0
  for (const { now, stamps = [now, now - 60_000, now] } of readings)
    ({ next: known, before } = nextBoundary(known, { now, stamps, keepMs: KEEP }))
  return before
}

test('what is proposed counts most of a day later', () => {
  expect(after({ now: TODAY })).toBe(0)
  expect(after({ now: TODAY }, { now: TODAY + DAY / 2 })).toBe(0)
  const before = after({ now: TODAY }, { now: TODAY + DAY })
  expect(before).toBeGreaterThan(TODAY - KEEP - DAY)
  expect(before).toBeLessThanOrEqual(TODAY - KEEP)
})

test('a hub whose clock runs years ahead lets nothing go that its halls’ clocks would not', () => {
  const ahead = TODAY + 2_000 * DAY
  const stamps = [TODAY, TODAY, TODAY - DAY]
  expect(after({ now: ahead, stamps }, { now: ahead + DAY, stamps })).toBeLessThanOrEqual(TODAY - KEEP)
})

test('one hall whose clock runs ahead decides nothing, nor does the hub’s alone for an hour', () => {
  const stamps = [TODAY, TODAY + 5_000 * DAY, TODAY]
  expect(after({ now: TODAY, stamps }, { now: TODAY + DAY, stamps })).toBeLessThanOrEqual(TODAY - KEEP)
  const jump = TODAY + 300 * DAY
  const far = [jump, jump, jump]
  expect(after({ now: TODAY }, { now: TODAY + DAY }, { now: jump, stamps: far })).toBeLessThanOrEqual(
    TODAY + DAY - KEEP,
  )
})

test('a clock that is put back takes back what is not yet gone', () => {
  const wrong = TODAY + 900 * DAY
  const readings = [{ now: wrong }, { now: wrong + DAY }]
  expect(after(...readings)).toBeGreaterThan(TODAY)
  expect(after(...readings, { now: TODAY })).toBe(TODAY - 60_000 - KEEP + 60_000)
})

test('with no halls nothing is too old', () => {
  expect(after({ now: TODAY, stamps: [] }, { now: TODAY + DAY, stamps: [] })).toBe(0)
})
