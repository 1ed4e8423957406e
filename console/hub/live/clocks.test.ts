import type { HallId } from '@service-hall/contract'
import { aClock } from '@service-hall/server-kit/testing'
import { expect, test } from 'vitest'
import { LiveRegion } from './live-region.ts'

const hallId = 'H1' as HallId

test('how far the clock of a hall is off is told by the quickest fact of its connection', () => {
  const clock = aClock()
  const region = new LiveRegion(clock)
  const told = (at: number, type = 'DayOpened') => ({ number: 1, at, fact: { type } })
  const behind = () => region.hall(hallId).tile().behindMs
  region.line(hallId, true)
  expect(behind()).toBeNull()
  // Facts of an hour in which the line was lost, by a clock that is a minute behind.
  region.heard(hallId, [told(clock.now() - 3_660_000)])
  region.heard(hallId, [told(clock.now() - 3_660_000), told(clock.now() - 60_250)])
  expect(behind()).toBe(60_250)
  region.heard(hallId, [told(clock.now() - 60_010)])
  region.heard(hallId, [told(clock.now() - 61_000)])
  expect(behind()).toBe(60_010)
  region.heard(hallId, [told(clock.now() - 120_000, 'ClockSet')])
  expect(behind()).toBe(120_000)
  region.line(hallId, false)
  expect(behind()).toBeNull()
  region.close()
})
