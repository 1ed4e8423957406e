import { expect, test } from 'vitest'
import { anAccount } from '../../../test/paying-hall.ts'
import { cashOver, cashTerms, isInNotes } from './terms.ts'

const account = (prepayUpToFen: number | null) =>
  anAccount(undefined, { plan: { ...anAccount().plan, prepayUpToFen } })

test('what is over goes to the balance, onto the meter card, or is not taken', () => {
  const ahead = { purpose: 'pay', account: account(100_000) } as const
  const nothingAhead = { purpose: 'pay', account: account(null) } as const
  const card = { purpose: 'meterCard', account: account(100_000) } as const
  expect([ahead, nothingAhead, card].map(cashOver)).toEqual(['toBalance', 'givenBack', 'toCard'])
  expect([ahead, nothingAhead, card, null].map(cashTerms)).toEqual([
    { short: 'credit' },
    { short: 'counter' },
    { short: 'counter', upToFen: 100_000 },
    { short: 'counter' },
  ])
})

test('a meter card whose account is not known after a restart takes nothing over', () => {
  expect(cashTerms({ purpose: 'meterCard', account: null })).toEqual({ short: 'counter', upToFen: 0 })
})

test('notes make an amount exactly, or do not', () => {
  expect(isInNotes(15_000, [1_000, 2_000, 5_000, 10_000])).toBe(true)
  expect(isInNotes(5_000, [2_000, 5_000])).toBe(true)
  expect(isInNotes(3_000, [2_000, 5_000])).toBe(false)
  expect(isInNotes(12_345, [100, 500, 1_000])).toBe(false)
  expect(isInNotes(10_000, [])).toBe(false)
})
