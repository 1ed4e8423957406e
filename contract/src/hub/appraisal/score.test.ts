import { describe, expect, test } from 'vitest'
import { defaultSet } from './defaults.ts'
import { computed, isFormula } from './expression.ts'
import { appraised, efficacy, ranked, wilson } from './score.ts'
import { AppraisedKind, IndicatorSet } from './words.ts'

const figures = (more: Record<string, number> = {}): Record<string, number> => ({
  ...{ issued: 0, waits: 100, waitMs: 100 * 300_000, served: 100, handlingMs: 100 * 240_000, noShows: 0 },
  ...{ ratings: 80, levels: 380, satisfied: 79, overLimit: 2, days: 5 },
  ...more,
})

describe('formulas', () => {
  test.each([
    ['served - overLimit', 98],
    ['2 + 3 * 4', 14],
    ['(2 + 3) * -4', -20],
    ['min(ratings, served) / 8', 10],
    ['max(1, 2) - 0.5', 1.5],
    ['1 / noShows', null],
  ])('%s', (text, value) => expect(computed(text, figures())).toBe(value))

  test.each([
    '',
    'served served',
    'constructor',
    '__proto__',
    'served;',
    'a(1)',
    'served)',
    'min(1)',
    '1'.repeat(130),
    'process.exit()',
  ])('refuse %j', (text) => expect(isFormula(text)).toBe(false))
})

test('efficacy coefficients: 60 at the bad value, 100 at the good one, clipped, whichever is larger', () => {
  expect([85, 99, 92, 120, 0].map((value) => efficacy(value, { good: 99, bad: 85 }))).toEqual([
    60, 100, 80, 100, 0,
  ])
  expect([15, 5, 10].map((value) => efficacy(value, { good: 5, bad: 15 }))).toEqual([60, 100, 80])
})

test('Wilson’s interval as in its published examples', () => {
  // Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
  for (const [hits, n, low, high] of [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ] as const) {
    expect(wilson(hits, n).low).toBeCloseTo(low, 4)
    expect(wilson(hits, n).high).toBeCloseTo(high, 4)
  }
})

test('few ratings do not win', () => {
  const { indicators } = defaultSet('comprehensive')
  const many = appraised('1001', indicators, figures())
  const few = appraised('1002', indicators, figures({ ratings: 10, satisfied: 10 }))
  const scoreOf = (row: typeof many): number | null =>
    row.values.find(({ id }) => id === 'satisfied')?.score ?? null
  expect(scoreOf(many)).toBeGreaterThan(scoreOf(few) ?? 0)
  const none = appraised('1003', indicators, figures({ ratings: 9, satisfied: 9 }))
  expect(scoreOf(none)).toBeNull()
  expect(none.covered).toBeCloseTo(0.7)
  expect(many.hopeful).toBeGreaterThan(many.total ?? 0)
})

test('whoever is known too little is not ranked; equal totals share a rank', () => {
  const { indicators } = defaultSet('comprehensive')
  const rows = [
    appraised('3', indicators, figures({ served: 5, ratings: 0, days: 1 })),
    appraised('2', indicators, figures()),
    appraised('1', indicators, figures()),
    appraised('4', indicators, figures({ satisfied: 40 })),
  ]
  expect(ranked(rows).map(({ subject, rank }) => [subject, rank])).toEqual([
    ['1', 1],
    ['2', 1],
    ['4', 3],
    ['3', null],
  ])
})

test('what stands by itself is a sound set for each kind', () => {
  for (const kind of AppraisedKind.options) {
    const { version: _version, from: _from, regionId: _region, ...set } = defaultSet(kind)
    expect(IndicatorSet.safeParse(set).success).toBe(true)
    expect(set.indicators.reduce((sum, { weight }) => sum + weight, 0)).toBe(100)
  }
})
