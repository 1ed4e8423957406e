import { expect, test } from 'vitest'
import { chinaDigits, fromChinaDigits, fromYearlessDigits, startOfDay } from './china-digits.ts'

test('times are digits of China and come back the same', () => {
  const at = Date.parse('2026-11-30T16:00:05Z')
  expect(chinaDigits(at)).toBe('20261201000005')
  expect(fromChinaDigits('20261201000005')).toBe(at)
  expect(['20260230000000', '2026', '20261201000060', ''].map(fromChinaDigits)).toEqual([
    null,
    null,
    null,
    null,
  ])
})

test('a time without a year is of the year that is nearest, also on New Year’s Eve', () => {
  const newYear = Date.parse('2027-01-01T00:00:30+08:00')
  expect(fromYearlessDigits('1231235959', newYear)).toBe(Date.parse('2026-12-31T23:59:59+08:00'))
  expect(fromYearlessDigits('0101000000', newYear)).toBe(Date.parse('2027-01-01T00:00:00+08:00'))
  expect(fromYearlessDigits('', newYear)).toBeNull()
})

test('a day begins at midnight of China', () => {
  expect(startOfDay('2026-12-01')).toBe(Date.parse('2026-11-30T16:00:00Z'))
  expect(startOfDay('2026-02-30')).toBeNull()
})
