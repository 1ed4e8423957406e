import type { HallTakings } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { againstUsual, needOf, needsOf, sorted, totalOf } from './attention.ts'

const MINUTE = 60_000
const usual = (fen: number, kiosks = 1) => ({ kiosks, fen, low: 100, median: 150, high: 200 })
const aHall = (hallId: string, change: Partial<HallTakings> = {}): HallTakings => ({
  ...{ hallId: hallId as never, fen: 150, payments: 2, compared: usual(150), unknown: null },
  ...{ kiosks: { fen: 100, payments: 1 }, counters: { fen: 50, payments: 1 } },
  ways: [{ at: 'counter', channel: 'cash' as never, fen: 50, payments: 1 }],
  ...{ suspense: null, sides: [], boxes: [], ...change },
})
const unknown = (minutes: number) => ({ payments: 1, oldestMs: minutes * MINUTE })
const box = (state: 'nearFull' | 'full' | 'removed') => [
  { deviceId: 'B' as never, name: { zh: '', en: '' }, state },
]
const side = (is: HallTakings['sides'][number]['is'], isLate = false) => [
  { side: 'alipay', is, day: '2026-01-05' as never, cases: 0, isLate },
]
const suspense = (overFen: number) => ({ cases: 1, overFen, shortFen: 0, oldestMs: 1 })

test('a hall needs a person for what is open, and a look at what runs that way', () => {
  expect(needOf(aHall('H1'))).toBe('good')
  const bad = [
    { suspense: suspense(1) },
    { unknown: unknown(30) },
    { sides: side('differences') },
    { boxes: box('full') },
  ]
  for (const change of bad) expect([change, needOf(aHall('H1', change))]).toEqual([change, 'bad'])
  const warn = [
    { unknown: unknown(29) },
    { boxes: box('nearFull') },
    { sides: side('waiting', true) },
    { compared: usual(99) },
  ]
  for (const change of warn) expect([change, needOf(aHall('H1', change))]).toEqual([change, 'warn'])
  expect(needOf(aHall('H1', { sides: side('waiting') }))).toBe('good')
})

test('halls of a region are counted by what they need', () => {
  const halls = [aHall('H1'), aHall('H2', { boxes: box('full') }), aHall('H3', { unknown: unknown(1) })]
  expect(needsOf(halls)).toEqual({ bad: 1, warn: 1, good: 1 })
  expect(needsOf([])).toEqual({ bad: 0, warn: 0, good: 0 })
})

test('takings within the usual range are usual, its ends too; of nobody known nothing is said', () => {
  expect([99, 100, 200, 201].map((fen) => againstUsual(usual(fen)))).toEqual([
    'below',
    'within',
    'within',
    'above',
  ])
  expect(againstUsual(usual(0, 0))).toBeNull()
})

test('what needs a person comes first, the most money before the rest', () => {
  const halls = [
    aHall('well', { fen: 900 }),
    aHall('look', { unknown: unknown(5) }),
    aHall('small', { suspense: suspense(5) }),
    aHall('large', { suspense: suspense(50) }),
  ]
  expect(sorted(halls).map(({ hallId }) => hallId)).toEqual(['large', 'small', 'look', 'well'])
})

test('sums of halls have the oldest of their ages, and count sides and boxes by how they are', () => {
  const halls = [
    aHall('H1', { unknown: unknown(5), sides: side('done'), boxes: box('full') }),
    aHall('H2', { unknown: unknown(9), sides: side('waiting'), suspense: suspense(7) }),
  ]
  expect(totalOf(halls)).toMatchObject({
    ...{ kiosks: { fen: 200, payments: 2 }, counters: { fen: 100, payments: 2 } },
    ways: [{ at: 'counter', channel: 'cash', fen: 100, payments: 2 }],
    ...{ halls: 2, fen: 300, payments: 4, compared: { kiosks: 2, low: 200, high: 400 } },
    ...{ unknown: { payments: 2, oldestMs: 9 * MINUTE }, suspense: { cases: 1, overFen: 7 } },
    ...{ sides: { done: 1, waiting: 1, differences: 0 }, boxes: { full: 1, nearFull: 0 } },
  })
  expect(totalOf([])).toMatchObject({ halls: 0, unknown: null, suspense: null })
})
