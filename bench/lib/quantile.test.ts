import { expect, test } from 'vitest'
import { median, quantile, spread } from './quantile.ts'

test('quantiles are values that were measured, rounded to hundredths', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => index + 1)
  expect([quantile(hundred, 0.5), quantile(hundred, 0.99), quantile(hundred, 1)]).toEqual([51, 100, 100])
  expect(median([3, 1, 2.3456])).toBe(2.35)
  expect(spread([5, 1, 3])).toEqual({ p50: 3, p95: 5 })
})

test('nothing measured is not a number', () => {
  expect(quantile([], 0.5)).toBeNaN()
})
