import type { HallHours } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { againstUsual, figureOf, totalOf } from './themes.ts'

type Hour = HallHours['hours'][number]
const sums = {
  issued: 0,
  selfIssued: 0,
  waits: 0,
  waitMs: 0,
  served: 0,
  handlingMs: 0,
  noShows: 0,
  ratings: 0,
  satisfied: 0,
}
const usual = { issued: 10, selfIssued: 4, served: 5, meanWaitMs: null, meanHandlingMs: 180_000 }
const hour = (at: number, more: Partial<Hour['sums']>, hasUsual = true): Hour => ({
  ...{ hour: at, sums: { ...sums, ...more }, usual: hasUsual ? usual : null },
})

test('a mean of a day is over all its cases, never a mean of means', () => {
  const hours = [hour(9, { served: 1, handlingMs: 60_000 }), hour(10, { served: 3, handlingMs: 900_000 })]
  expect(totalOf('handling', hours)).toBe(4)
  expect(hours.map((one) => figureOf('handling', one))).toEqual([
    { is: 1, usual: 3 },
    { is: 5, usual: 3 },
  ])
})

test('the hour that is running is compared with nothing', () => {
  const hours = [hour(9, { issued: 12 }), hour(10, { issued: 11 }), hour(11, { issued: 1 })]
  expect(againstUsual('accepted', hours, 11)).toBe(15)
  expect(againstUsual('accepted', hours, 9)).toBe(null)
  expect(againstUsual('accepted', [hour(9, { issued: 12 }, false)], 11)).toBe(null)
})
