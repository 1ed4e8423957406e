import { expect, test } from 'vitest'
import { aHallFile } from '../../test/index.ts'
import type { ServiceId } from '../ids.ts'
import { isOpenOverNight, isOverToday, validToday, validTodayText } from './valid-today.ts'

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
type Span = readonly [from: string, to: string]
const aHall = (
  spans: readonly Span[],
  specialDays: NonNullable<ReturnType<typeof aHallFile>['specialDays']> = [],
) => {
  const openingHours = spans.map(([from, to]) => ({ days: [...DAYS], from, to }))
  const config = { ...aHallFile({ openingHours }), specialDays }
  return { config, service: config.services.find(({ id }) => id === ('pay' as ServiceId))! }
}
const at = (time: string): number => Date.parse(`2026-01-05T${time}:00+08:00`)
const OFFICE: Span[] = [
  ['14:00', '17:30'],
  ['08:30', '12:00'],
]
const NIGHT: Span[] = [
  ['00:00', '06:00'],
  ['20:00', '24:00'],
]

test('a ticket of a hall that closes is valid today only, until its service closes for the day', () => {
  const { config, service } = aHall(OFFICE)
  expect(validToday(config, service, at('09:00'))).toEqual({ until: '17:30' })
  expect(validToday(config, service, at('13:00'))).toEqual({ until: '17:30' })
  expect(validToday(config, service, at('17:30'))).toEqual({})
  const late = aHall([['08:00', '24:00']])
  expect(validToday(late.config, late.service, at('23:59'))).toEqual({ until: '24:00' })
})

test('midnight ends no ticket of a service that is open over it', () => {
  for (const spans of [[['00:00', '24:00']], NIGHT] as const) {
    const { config, service } = aHall(spans)
    expect(isOpenOverNight(config, service, '2026-01-05')).toBe(true)
    expect(validToday(config, service, at('23:59'))).toBeUndefined()
  }
})

test('the evening before a holiday a hall that never closes does', () => {
  const holiday = { from: '2026-01-06', name: { zh: '节', en: 'Holiday' }, hours: 'closed' } as const
  const { config, service } = aHall([['00:00', '24:00']], [holiday])
  expect(validToday(config, service, at('22:00'))).toEqual({ until: '24:00' })
  expect(isOpenOverNight(config, service, '2026-01-06')).toBe(false)
  expect(isOpenOverNight(config, service, '2026-01-07')).toBe(true)
})

test('a service is over for today after its last hours, not in its break', () => {
  const { config, service } = aHall(OFFICE)
  const over = ['08:00', '13:00', '17:29', '17:30', '23:59'].map((time) =>
    isOverToday(config, service, at(time)),
  )
  expect(over).toEqual([false, false, false, true, true])
  const night = aHall(NIGHT)
  expect(isOverToday(night.config, night.service, at('12:00'))).toBe(false)
})

test('it is said in both languages, short enough for 58 mm of paper', () => {
  expect(validTodayText({ until: '17:30' })).toEqual({
    zh: '当日有效，办理至 17:30',
    en: 'Valid today only, until 17:30',
  })
  expect(validTodayText({})).toEqual({ zh: '当日有效', en: 'Valid today only' })
  expect(validTodayText({ until: '24:00' }).en.length).toBeLessThanOrEqual(32)
})
