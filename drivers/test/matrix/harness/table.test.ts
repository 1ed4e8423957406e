import { expect, it } from 'vitest'
import type { Cell } from './cell.ts'
import { tableOf, withTable } from './table.ts'
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

it('makes a table for each kind, a column for each profile', () => {
  const table = tableOf([
    cell('printer epson', 'unharmed'),
    cell('printer clone', 'a|b'),
    cell('pad own', 'x'),
  ])
  expect(table).toContain('#### printer\n\n| fault | epson | clone |\n')
  expect(table).toContain('| noise on the line | unharmed | a\\|b |')
  expect(table).toContain('#### pad')
})

it('puts the table between the markers and leaves the rest alone', () => {
  const document = 'before\n<!-- matrix -->\nold\n<!-- /matrix -->\nafter\n'
  expect(withTable(document, 'NEW')).toBe('before\n<!-- matrix -->\n\nNEW\n\n<!-- /matrix -->\nafter\n')
  expect(withTable('no markers', 'NEW')).toBeUndefined()
})

it('cuts short traffic at every byte, and long traffic at its head, its tail and in between', () => {
  expect(cutsOf(3, false)).toEqual([1, 2, 3])
  const some = cutsOf(1_000, false)
  expect(some.slice(0, 20)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  expect(some.slice(-20)).toEqual(Array.from({ length: 20 }, (_, index) => index + 981))
  expect(some).toHaveLength(64)
  expect(cutsOf(1_000, true)).toHaveLength(1_000)
})
