import { expect, test } from 'vitest'
import type { Account } from './account.ts'
import { cellOf } from './cell.ts'
import type { Cell } from './cell.ts'
import type { Said } from './entry.ts'
import { rows } from './rows.ts'
import { missingFrom, tableOf, withTable } from './table.ts'
import { cutsOf } from './unplug.ts'

const cell = (title: string, words: string): Cell => ({
  title,
  fault: 'noise',
  ok: true,
  words,
  complaints: [],
  statuses: [],
  grown: {},
  slowestMs: 0,
})

test('makes a table for each kind, a column for each profile', () => {
  const table = tableOf([
    cell('printer epson', 'unharmed'),
    cell('printer clone', 'a|b'),
    cell('pad own', 'x'),
  ])
  expect(table).toContain('#### printer\n\n| fault | epson | clone |\n')
  expect(table).toContain('| noise on the line | unharmed | a\\|b |')
  expect(table).toContain('#### pad')
})

test('sees that an entry would be missing from the table, or one of its faults', () => {
  const whole = rows.map(([fault]) => ({ ...cell('pad own', 'x'), fault }))
  expect(missingFrom(whole, ['pad own'])).toEqual([])
  expect(missingFrom(whole.slice(1), ['pad own'])).toEqual(['pad own'])
  expect(missingFrom(whole, ['pad own', 'cash ssp'])).toEqual(['cash ssp'])
})

test('tells the words of the driver from what was seen without a word of it', () => {
  const accountOf = (said: Said): Account => ({
    said: [said],
    statuses: [],
    grown: {},
    recovery: { recoveredMs: 1 },
  })
  const noAnswer = accountOf({ ok: false, code: 'noAnswer' })
  const unseen = accountOf({ ok: false, seen: 'went out unseen' })
  const words = (accounts: Account[], points?: number) => cellOf('', 'noise', accounts, [], points).words
  expect(words([noAnswer])).toBe('said noAnswer')
  expect(words([unseen])).toBe('went out unseen')
  expect(words([unseen, noAnswer])).toBe('2 points: said noAnswer; went out unseen')
  expect(words([noAnswer, noAnswer], 620)).toBe('2 of 620 points: said noAnswer')
})

test('puts the table between the markers and leaves the rest alone', () => {
  const document = 'before\n<!-- matrix -->\nold\n<!-- /matrix -->\nafter\n'
  expect(withTable(document, 'NEW')).toBe('before\n<!-- matrix -->\n\nNEW\n\n<!-- /matrix -->\nafter\n')
  expect(withTable('no markers', 'NEW')).toBeUndefined()
})

test('cuts short traffic at every byte, and long traffic at its head, its tail and in between', () => {
  expect(cutsOf(3, false)).toEqual([1, 2, 3])
  const some = cutsOf(1_000, false)
  expect(some.slice(0, 20)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  expect(some.slice(-20)).toEqual(Array.from({ length: 20 }, (_, index) => index + 981))
  expect(some).toHaveLength(64)
  expect(cutsOf(1_000, true)).toHaveLength(1_000)
})
