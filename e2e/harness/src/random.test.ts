import { expect, test } from 'vitest'
import { forkRandom, seededRandom } from './random.ts'

test('a seed repeats its numbers, another seed has others', () => {
  const run = (seed: number) => {
    const random = seededRandom(seed)
    return Array.from({ length: 5 }, () => random.next())
  }
  expect(run(7)).toEqual(run(7))
  expect(run(7)).not.toEqual(run(8))
})

test('numbers stay within bounds and shares come out', () => {
  const random = seededRandom(1)
  const draws = Array.from({ length: 10_000 }, () => random.below(10))
  expect(new Set(draws).size).toBe(10)
  expect(Math.max(...draws)).toBe(9)
  const hits = draws.filter(() => random.chance(0.1)).length
  expect(hits).toBeGreaterThan(850)
  expect(hits).toBeLessThan(1_150)
})

test('forks run apart', () => {
  const random = seededRandom(1)
  expect(forkRandom(random).next()).not.toBe(forkRandom(random).next())
})
