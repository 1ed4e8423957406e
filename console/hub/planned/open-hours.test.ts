import { HOUR, MORNING, aHallConfig } from '@service-hall/contract/testing'
import { expect, test } from 'vitest'
import { openSpans, within } from './open-hours.ts'

/** MORNING is a Monday, 10:00 in Shanghai. */
const EIGHT = MORNING - 2 * HOUR
const WEEK = { from: EIGHT - 8 * HOUR, to: EIGHT + 6 * 24 * HOUR + 16 * HOUR }
const hours = (from: string, to: string) => [{ days: ['mon' as const, 'tue' as const], from, to }]

test('a hall is open when any of its services is, by its days and the clock on its wall', () => {
  const spans = openSpans(aHallConfig({ openingHours: hours('08:00', '18:00') }), WEEK)
  expect(spans).toEqual([
    { from: EIGHT, to: EIGHT + 10 * HOUR },
    { from: EIGHT + 24 * HOUR, to: EIGHT + 34 * HOUR },
  ])
  expect(within(spans, { from: EIGHT - HOUR, to: EIGHT + HOUR })).toBe(HOUR)
  expect(within(spans, { from: EIGHT + 10 * HOUR, to: EIGHT + 24 * HOUR })).toBe(0)
})

test('days on which clocks change are as long as they are', () => {
  const config = aHallConfig({
    timeZone: 'Europe/Berlin',
    openingHours: [{ days: ['sun'], from: '00:00', to: '24:00' }],
  })
  const day = { from: Date.parse('2026-03-28T00:00:00Z'), to: Date.parse('2026-03-31T00:00:00Z') }
  expect(within(openSpans(config, day), day)).toBe(23 * HOUR)
})

test('a hall around the clock, and one that has told no hours, is always open', () => {
  expect(openSpans(aHallConfig(), WEEK)).toEqual([WEEK])
  expect(openSpans(null, WEEK)).toEqual([WEEK])
})
