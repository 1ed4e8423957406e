import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PowerCalendar } from '@service-hall/contract'
import { skewOf } from '@service-hall/server-kit'
import { powerAt } from './power.ts'

const CALENDAR: PowerCalendar = {
  working: { from: '08:00', to: '18:00' },
  rest: { from: '09:00', to: '12:00' },
  holiday: 'off',
  days: [
    { day: '2026-01-01', type: 'holiday' },
    { day: '2026-01-02', type: 'holiday' },
    { day: '2026-01-04', type: 'working' },
  ],
  skewMinutes: 0,
}

/** On 2025-12-31, a Wednesday, and the days after, in Shanghai. */
const at = (day: string, time: string, calendar = CALENDAR): ReturnType<typeof powerAt> =>
  powerAt(calendar, {
    ...{ stationId: 'K1', at: Date.parse(`${day}T${time}:00+08:00`), timeZone: 'Asia/Shanghai' },
  })

test('a machine is on in the hours of its type of day, and knows when it comes on again', () => {
  expect(at('2025-12-31', '07:59')).toEqual({ on: false, onInMinutes: 1 })
  expect(at('2025-12-31', '08:00')).toEqual({ on: true, onInMinutes: 0 })
  expect(at('2025-12-31', '17:59').on).toBe(true)
  // Two holidays, then a Saturday.
  expect(at('2025-12-31', '18:00')).toEqual({ on: false, onInMinutes: (6 + 48 + 9) * 60 })
  expect(at('2026-01-03', '11:59').on).toBe(true)
  // A Sunday that is worked.
  expect(at('2026-01-04', '17:00').on).toBe(true)
})

test('a point that is open day and night stays on over midnight; one that is never on has no time to come on', () => {
  const always: PowerCalendar = { ...CALENDAR, working: 'on', rest: 'on', holiday: 'on', skewMinutes: 30 }
  expect(at('2026-01-01', '00:00', always).on).toBe(true)
  expect(at('2026-01-01', '23:59', always).on).toBe(true)
  const never: PowerCalendar = { ...CALENDAR, working: 'off', rest: 'off' }
  expect(at('2026-01-01', '12:00', { ...never, days: [] })).toEqual({ on: false, onInMinutes: null })
})

test('forty machines spread over the minutes, each at the same place every day', () => {
  const places = Array.from({ length: 40 }, (_, n) => skewOf(`K${n + 1}`, 20))
  expect(Math.max(...places)).toBeLessThanOrEqual(20)
  expect(new Set(places).size).toBeGreaterThan(12)
  expect(skewOf('K1', 20)).toBe(skewOf('K1', 20))
  expect(skewOf('K1', 0)).toBe(0)
})

test('whenever it is off and comes on again, it is on at that minute and off the minute before', () => {
  const minute = fc.integer({ min: 0, max: 60 * 24 * 20 })
  fc.assert(
    fc.property(minute, fc.integer({ min: 0, max: 60 }), (minutes, skewMinutes) => {
      const calendar = { ...CALENDAR, skewMinutes }
      const start = Date.parse('2025-12-28T00:00:00+08:00') + minutes * 60_000
      const of = (ahead: number) =>
        powerAt(calendar, { stationId: 'K7', at: start + ahead * 60_000, timeZone: 'Asia/Shanghai' })
      const { on, onInMinutes } = of(0)
      if (on || onInMinutes === null) return
      expect(of(onInMinutes).on).toBe(true)
      expect(of(onInMinutes - 1).on).toBe(false)
    }),
  )
})
