import { localTime } from '@service-hall/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { beginningOf } from './day.ts'

const ZONES = [
  'Asia/Shanghai',
  'UTC',
  'Asia/Kolkata',
  'America/New_York',
  'Europe/Berlin',
  'Pacific/Kiritimati',
]

test('a day begins when its calendar says so for the first time, in any zone', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), fc.constantFrom(...ZONES), (count, zone) => {
      const day = new Date(count * 86_400_000).toISOString().slice(0, 10)
      const at = beginningOf(day, zone)
      expect(localTime(at, zone).day).toBe(day)
      // Some years ago some places skipped midnight, or a whole day.
      fc.pre(localTime(at, zone).time === '00:00')
      expect(localTime(at - 60_000, zone).day < day).toBe(true)
    }),
  )
})
