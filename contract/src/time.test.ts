import { expect, test } from 'vitest'
import { isOpenAt, localTime } from './time.ts'
import type { OpeningHours } from './time.ts'

const weekdays: OpeningHours = [
  { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:30', to: '12:00' },
  { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '13:30', to: '17:30' },
]

function at(text: string): number {
  return Date.parse(text)
}

test('a service is open from the first minute of its hours and closed from the last', () => {
  const open = (time: string): boolean => isOpenAt(weekdays, at(`2026-01-05T${time}+08:00`), 'Asia/Shanghai')
  expect(open('08:29:59')).toBe(false)
  expect(open('08:30:00')).toBe(true)
  expect(open('11:59:59')).toBe(true)
  expect(open('12:00:00')).toBe(false)
  expect(open('13:30:00')).toBe(true)
  expect(open('17:30:00')).toBe(false)
})

test('opening hours go by the weekday of the hall, not of UTC', () => {
  const monday = [{ days: ['mon' as const], from: '00:00', to: '24:00' }]
  const earlyMonday = at('2026-01-05T07:00:00+08:00')
  expect(isOpenAt(monday, earlyMonday, 'Asia/Shanghai')).toBe(true)
  expect(isOpenAt(monday, earlyMonday, 'UTC')).toBe(false)
})

test('a day that ends at 24:00 is open through its last minute', () => {
  const monday = [{ days: ['mon' as const], from: '00:00', to: '24:00' }]
  expect(isOpenAt(monday, at('2026-01-05T23:59:59.999+08:00'), 'Asia/Shanghai')).toBe(true)
  expect(isOpenAt(monday, at('2026-01-06T00:00:00+08:00'), 'Asia/Shanghai')).toBe(false)
})

test('a service without opening hours is never open', () => {
  expect(isOpenAt([], at('2026-01-05T10:00:00+08:00'), 'Asia/Shanghai')).toBe(false)
})

test('wall clocks follow summer time: the hour that is left out, and the hour that comes twice', () => {
  const berlin = (text: string): string => localTime(at(text), 'Europe/Berlin').time
  expect(berlin('2026-03-29T00:59:00Z')).toBe('01:59')
  expect(berlin('2026-03-29T01:00:00Z')).toBe('03:00')
  expect(berlin('2026-10-25T00:30:00Z')).toBe('02:30')
  expect(berlin('2026-10-25T01:30:00Z')).toBe('02:30')
})

test('midnight is 00:00 of the new day', () => {
  expect(localTime(at('2026-01-05T16:00:00Z'), 'Asia/Shanghai')).toEqual({
    day: '2026-01-06',
    weekday: 'tue',
    time: '00:00',
  })
})

test('the answer kept for a minute is not given for another minute or another zone', () => {
  const moment = at('2026-01-05T10:00:30Z')
  expect(localTime(moment, 'UTC').time).toBe('10:00')
  expect(localTime(moment, 'Asia/Shanghai').time).toBe('18:00')
  expect(localTime(moment + 60_000, 'Asia/Shanghai').time).toBe('18:01')
  expect(localTime(moment, 'Asia/Kathmandu').time).toBe('15:45')
})
