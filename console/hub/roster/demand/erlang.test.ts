import { describe, expect, test } from 'vitest'
import { erlangB, erlangC, loadOf, peopleNeeded, waitingOf } from './erlang.ts'

const MINUTE = 60_000

describe('published tables', () => {
  test.each([
    [5, 2.22, 0.05],
    [10, 4.46, 0.01],
    [10, 6.22, 0.05],
    [20, 12.03, 0.01],
    [50, 37.9, 0.01],
  ])('Erlang B: %i lines carry %f erlang at a loss of %f', (lines, load, loss) => {
    expect(erlangB(lines, load)).toBeCloseTo(loss, 3)
  })

  test.each([
    // M/M/1: ρ. M/M/2: 2ρ²/(1+ρ).
    [1, 0.6, 0.6],
    [2, 1.5, 0.642857],
    [3, 2, 0.444444],
    [10, 8, 0.409181],
  ])('Erlang C: of %i people with %f erlang', (people, load, waits) => {
    expect(erlangC(people, load)).toBeCloseTo(waits, 5)
  })

  test('Erlang A: 50 people, 48 calls a minute of one minute, patience two minutes (Garnett, Mandelbaum, Reiman 2002)', () => {
    const calls = { perHour: 48 * 60, handlingMs: MINUTE, patienceMs: 2 * MINUTE }
    const { abandoned, meanMs } = waitingOf(calls, 50, 0)
    expect(abandoned).toBeCloseTo(0.031, 3)
    expect(meanMs / 1000).toBeCloseTo(3.7, 1)
    expect(waitingOf({ ...calls, patienceMs: null }, 50, 0).meanMs / 1000).toBeCloseTo(20.8, 1)
  })

  test.each([
    [6, [20, 40, 60, 100], [3, 5, 7, 11]],
    [10, [20, 40, 60, 100], [5, 8, 12, 18]],
  ])(
    'people for cases of %i minutes: four in five within ten, nineteen in twenty within twenty',
    (minutes, hours, people) => {
      const needed = hours.map((perHour) => {
        const station = { perHour, handlingMs: minutes * MINUTE, patienceMs: null }
        return Math.max(
          peopleNeeded(station, { withinMs: 10 * MINUTE, share: 0.8 }),
          peopleNeeded(station, { withinMs: 20 * MINUTE, share: 0.95 }),
        )
      })
      expect(needed).toEqual(people)
    },
  )
})

/** Numbers that look random and are the same each time (Lehmer, 16,807). */
function lehmer(seed: number): () => number {
  let state = seed
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647
}

/** A hall of `people` counters, served in order of arrival; who has waited longer than their patience leaves. */
function simulate(
  { perHour, handlingMs, patienceMs }: { perHour: number; handlingMs: number; patienceMs: number | null },
  people: number,
  customers: number,
): { waits: number[]; left: number } {
  const random = lehmer(20_260)
  const exponential = (mean: number): number => -mean * Math.log(1 - random())
  const free = Array.from({ length: people }, () => 0)
  const waits: number[] = []
  let now = 0
  let left = 0
  for (let at = 0; at < customers; at += 1) {
    now += exponential(3_600_000 / perHour)
    const first = free.indexOf(Math.min(...free))
    const wait = Math.max(0, (free[first] ?? 0) - now)
    const patience = patienceMs === null ? Infinity : exponential(patienceMs)
    if (patience < wait) {
      left += 1
      waits.push(patience)
      continue
    }
    free[first] = now + wait + exponential(handlingMs)
    waits.push(wait)
  }
  return { waits, left }
}

describe('a simulated hall agrees', () => {
  test.each([
    [{ perHour: 40, handlingMs: 6 * MINUTE, patienceMs: null }, 5],
    [{ perHour: 40, handlingMs: 6 * MINUTE, patienceMs: 15 * MINUTE }, 4],
    [{ perHour: 60, handlingMs: 6 * MINUTE, patienceMs: 10 * MINUTE }, 5],
  ])('%o with %i people', (station, people) => {
    const customers = 200_000
    const { waits, left } = simulate(station, people, customers)
    const told = waitingOf(station, people, 10 * MINUTE)
    expect(left / customers).toBeCloseTo(told.abandoned, 2)
    expect(waits.reduce((sum, wait) => sum + wait, 0) / customers / MINUTE).toBeCloseTo(
      told.meanMs / MINUTE,
      0,
    )
    if (station.patienceMs === null)
      expect(waits.filter((wait) => wait > 10 * MINUTE).length / customers).toBeCloseTo(told.longer, 1)
  })
})

test('nobody is needed where nobody comes, and more never need fewer', () => {
  const station = (perHour: number) => ({ perHour, handlingMs: 5 * MINUTE, patienceMs: null })
  const target = { withinMs: 5 * MINUTE, share: 0.9 }
  expect(peopleNeeded(station(0), target)).toBe(0)
  expect(loadOf(station(12))).toBe(1)
  let last = 0
  for (let perHour = 1; perHour < 200; perHour += 7) {
    const needed = peopleNeeded(station(perHour), target)
    expect(needed).toBeGreaterThanOrEqual(last)
    last = needed
  }
})
