import { expect, test } from 'vitest'
import { offsetAfter } from './clock-offset.ts'

test('a batch that says a later time than was known puts the clock forward', () => {
  expect(offsetAfter(1_000, 61_000, false)).toBe(61_000)
})

test('one that was late on its way does not put it back, unless the hall has set its clock', () => {
  expect(offsetAfter(61_000, 1_000, false)).toBe(61_000)
  expect(offsetAfter(61_000, 1_000, true)).toBe(1_000)
})

test('clocks of different speed are followed in both directions', () => {
  expect(offsetAfter(1_000, 400, false)).toBe(400)
})
