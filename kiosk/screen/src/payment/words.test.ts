import { expect, test } from 'vitest'
import { dayText, groupsOf, monthText, priceText, quantityText } from './words.ts'

test('months and days are written as each language writes them', () => {
  expect(monthText('2026-10', 'zh')).toBe('2026年10月')
  expect(monthText('2026-10', 'en')).toBe('October 2026')
  expect(dayText('2026-11-20', 'zh')).toBe('11月20日')
  expect(dayText('2026-11-20', 'en')).toBe('20 November')
})

test('what is no day stays as it was said', () => {
  expect(dayText('?', 'zh')).toBe('?')
})

test('quantities and prices are not longer than they need to be', () => {
  expect([1_234_500, 231_000, 5].map(quantityText)).toEqual(['1,234.5', '231', '0.01'])
  expect([5_469, 480_000, -100].map(priceText)).toEqual(['0.5469', '48.00', '-0.01'])
})

test('account numbers are in groups of four', () => {
  expect(groupsOf('0571234567')).toEqual(['0571', '2345', '67'])
  expect(groupsOf('')).toEqual([])
})
