import { expect, test } from 'vitest'
import { CORNER_MS, cornerTap } from './corner.ts'

function tapAll(...times: number[]): boolean {
  let kept: number[] = []
  let complete = false
  for (const time of times) ({ times: kept, complete } = cornerTap(kept, time))
  return complete
}

test('opens after five quick taps in the corner', () => {
  expect(tapAll(0, 300, 600, 900, 1_200)).toBe(true)
})

test('stays shut for four taps, and for five slow ones', () => {
  expect(tapAll(0, 300, 600, 900)).toBe(false)
  expect(tapAll(0, CORNER_MS, 2 * CORNER_MS, 3 * CORNER_MS, 4 * CORNER_MS)).toBe(false)
})

test('begins anew after it has opened', () => {
  expect(tapAll(0, 300, 600, 900, 1_200, 1_500)).toBe(false)
})
