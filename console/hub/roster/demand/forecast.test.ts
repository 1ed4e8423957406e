import { dayOfWeek, daysLater } from '@service-hall/contract'
import type { PlanDay } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { forecast, median } from './forecast.ts'
import type { Came } from './forecast.ts'
import { dayDemand } from './need.ts'

const monday = '2026-11-30' as PlanDay
const row = (day: PlanDay): string => String(dayOfWeek(day))
const came = (weeksBack: number, count: number, slot = 20, service = 'pay'): Came => ({
  ...{ day: daysLater(monday, -7 * weeksBack), slot, service, count },
})

test('what is expected is the median of the same weekdays, which one strange day does not move', () => {
  const [pay] = forecast(monday, [came(1, 8), came(2, 9), came(3, 80), came(4, 7)], row)
  expect(pay).toMatchObject({ service: 'pay', basis: 'sameWeekday', days: 4 })
  expect(pay?.arrivals[20]).toBe(8.5)
  expect(pay?.arrivals[21]).toBe(0)
})

test('a half hour in which nobody came counts as none, a day on which nobody came not at all', () => {
  const history = [came(1, 6), came(2, 6, 21), came(3, 6, 21), came(4, 0)]
  const [pay] = forecast(monday, history, row)
  expect([pay?.days, pay?.arrivals[20], pay?.arrivals[21]]).toEqual([3, 0, 6])
})

test('where there are too few of the same weekday, days of the same sort are taken', () => {
  const tuesday = { ...came(1, 4), day: daysLater(monday, -6) }
  const sunday = { ...came(1, 40), day: daysLater(monday, -1) }
  const [pay] = forecast(monday, [came(1, 8), tuesday, sunday], row)
  expect(pay).toMatchObject({ basis: 'alikeDays', days: 2 })
  expect(pay?.arrivals[20]).toBe(6)
  expect(forecast(monday, [sunday], row)[0]).toMatchObject({ basis: 'none', days: 0 })
})

test('a holiday is not forecast from working days, nor they from it', () => {
  const holiday = (day: PlanDay): string =>
    day === daysLater(monday, -7) || day === monday ? 'holiday' : row(day)
  const [pay] = forecast(monday, [came(1, 2), came(2, 9), came(3, 9), came(4, 9)], holiday)
  expect(pay).toMatchObject({ basis: 'alikeDays', days: 1 })
  expect(pay?.arrivals[20]).toBe(2)
})

test('medians', () => {
  expect([median([]), median([3]), median([1, 9, 2]), median([1, 2, 3, 10])]).toEqual([0, 3, 2, 2.5])
})

test('people are needed while the hall is open, for the mix of services, and for each at least whom it keeps busy', () => {
  const arrivals = (count: number): number[] => Array.from({ length: 48 }, () => count)
  const target = { withinMs: 600_000, share: 0.8, patienceMs: null, assumed: false }
  const service = (id: string, count: number, minutes: number) => ({
    ...{ service: id, arrivals: arrivals(count), handlingMs: minutes * 60_000 },
    ...{ basis: 'sameWeekday' as const, days: 8 },
  })
  // 20 an hour of 6 minutes: 3 (the table of erlang.test.ts); with 2 an hour of 30 minutes more.
  const open = [{ from: 540, to: 600 }]
  const one = dayDemand(monday, [service('pay', 10, 6)], open, target)
  expect(one.needed.slice(17, 21)).toEqual([0, 3, 3, 0])
  const both = dayDemand(monday, [service('pay', 10, 6), service('new', 1, 30)], open, target)
  // 3 erlang: C(4, 3) = 0.509, of whom e^(−10/8.18) wait more than ten minutes, 15 %; with three it never ends.
  expect(both.needed[18]).toBe(4)
  expect([both.neededFor['pay']?.[18], both.neededFor['new']?.[18], both.neededFor['new']?.[30]]).toEqual([
    2, 1, 0,
  ])
})
