import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CardPlace } from './dialect.ts'
import { judge, noCard } from './gate-watch.ts'
import type { Custody } from './gate-watch.ts'

const offered: Custody = { kind: 'offered', until: 1_000, told: false }
const places: readonly CardPlace[] = ['none', 'gate', 'inside', 'tooLong', 'tooShort', 'unknown']

test('tells that a card was taken, or lies there too long, once', () => {
  expect(judge(offered, 'none', 10)).toEqual({ custody: noCard, event: { type: 'cardTaken' } })
  expect(judge(offered, 'gate', 999)).toEqual({ custody: offered })
  const { custody, event } = judge(offered, 'gate', 1_000)
  expect(event).toEqual({ type: 'cardLeftBehind' })
  expect(judge(custody, 'gate', 2_000).event).toBeUndefined()
  expect(judge(custody, 'none', 3_000).event).toEqual({ type: 'cardTaken' })
})

test('tells that a held card is gone, and takes one that was pushed back for held', () => {
  expect(judge({ kind: 'held' }, 'none', 0).event).toEqual({ type: 'cardPulled' })
  expect(judge(offered, 'inside', 0)).toEqual({ custody: { kind: 'held' } })
})

test('never tells the same thing twice of one card, whatever is seen', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...places)), (seen) => {
      let custody: Custody = offered
      const told: string[] = []
      for (const [at, place] of seen.entries()) {
        const judged = judge(custody, place, at * 400)
        custody = judged.custody
        if (judged.event) told.push(judged.event.type)
      }
      expect(new Set(told).size).toBe(told.length)
    }),
  )
})
