import { expect, test } from 'vitest'
import { usagePairs, usageSummary } from './usage.ts'

/** So many months up to October 2026: n thousandths of a kWh in the n-th, and twice as many fen. */
const months = (count: number) =>
  Array.from({ length: count }, (_, at) => {
    const index = 2026 * 12 + 9 - (count - 1 - at)
    const month = `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`
    return { month, milliKwh: at + 1, fen: 2 * (at + 1) }
  })

test('the latest twelve months stand beside the same months of the year before', () => {
  const pairs = usagePairs(months(24), 'kWh')
  expect(pairs).toHaveLength(12)
  expect(pairs[0]).toEqual({ month: '2025-11', now: 13, before: 1 })
  expect(pairs[11]).toEqual({ month: '2026-10', now: 24, before: 12 })
  expect(usagePairs(months(24), 'yuan')[11]).toEqual({ month: '2026-10', now: 48, before: 24 })
})

test('a new customer has no year before, and is compared with nothing', () => {
  const pairs = usagePairs(months(3), 'kWh')
  expect(pairs.map(({ before }) => before)).toEqual([null, null, null])
  expect(usageSummary(pairs)).toMatchObject({ total: 6, percent: null, most: { month: '2026-10' } })
  expect(usageSummary([])).toBeNull()
})

test('only months that both years have are compared', () => {
  // November 2025 to October 2026; of the year before only October.
  const pairs = usagePairs(months(13), 'kWh')
  expect(pairs.filter(({ before }) => before !== null)).toEqual([{ month: '2026-10', now: 13, before: 1 }])
  expect(usageSummary(pairs)?.percent).toBe(1_200)
})
