import { expect, test } from 'vitest'
import type { BusinessDay } from '@service-hall/contract'
import { businessDay } from './business-day.ts'

const SHANGHAI = 'Asia/Shanghai'

function day(at: string, current: string | null, timeZone = SHANGHAI): string {
  return businessDay(Date.parse(at), timeZone, current as BusinessDay | null)
}

test('the first business day is the calendar day of the hall', () => {
  expect(day('2026-01-05T15:59:59Z', null)).toBe('2026-01-05')
  expect(day('2026-01-05T16:00:00Z', null)).toBe('2026-01-06')
})

test('a new business day begins at midnight of the hall', () => {
  expect(day('2026-01-05T23:59:59.999+08:00', '2026-01-05')).toBe('2026-01-05')
  expect(day('2026-01-06T00:00:00+08:00', '2026-01-05')).toBe('2026-01-06')
})

test('a clock set back over midnight does not bring yesterday back', () => {
  expect(day('2026-01-05T23:58:00+08:00', '2026-01-06')).toBe('2026-01-06')
  expect(day('2026-01-04T10:00:00+08:00', '2026-01-06')).toBe('2026-01-06')
})

test('a clock that was far ahead and is put right brings the true day back', () => {
  expect(day('2026-01-05T10:00:00+08:00', '2031-07-01')).toBe('2026-01-05')
  expect(day('2026-01-05T10:00:00+08:00', '2026-01-08')).toBe('2026-01-05')
})

test('a day lasts 23 or 25 hours when summer time begins or ends', () => {
  const berlin = (at: string, current: string): string => day(at, current, 'Europe/Berlin')
  expect(berlin('2026-03-28T23:00:00Z', '2026-03-28')).toBe('2026-03-29')
  expect(berlin('2026-03-29T21:59:59Z', '2026-03-29')).toBe('2026-03-29')
  expect(berlin('2026-03-29T22:00:00Z', '2026-03-29')).toBe('2026-03-30')
  expect(berlin('2026-10-24T22:00:00Z', '2026-10-24')).toBe('2026-10-25')
  expect(berlin('2026-10-25T22:59:59Z', '2026-10-25')).toBe('2026-10-25')
  expect(berlin('2026-10-25T23:00:00Z', '2026-10-25')).toBe('2026-10-26')
})
