import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chinaDayOf, chinaTimeOf, fromChinaTime } from './china-time.ts'

test('midnight in China is four in the afternoon of the day before in UTC', () => {
  const at = Date.UTC(2026, 10, 29, 16)
  expect(chinaTimeOf(at)).toBe('2026-11-30 00:00:00')
  expect(chinaDayOf(at)).toBe('2026-11-30')
  expect(chinaDayOf(at - 1)).toBe('2026-11-29')
})

test('every second comes back from its text', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (second) => {
      expect(fromChinaTime(chinaTimeOf(second * 1_000))).toBe(second * 1_000)
    }),
  )
})

test.each(['', '2026-02-30 00:00:00', '2026-13-01 00:00:00', '2026-01-01 24:00:00', '2026-01-01T00:00:00'])(
  '%j is no time',
  (text) => expect(fromChinaTime(text)).toBeNull(),
)
