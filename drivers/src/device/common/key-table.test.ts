import { expect, test } from 'vitest'
import { readKeyTable } from './key-table.ts'

const isLetter = (value: unknown): value is 'a' | 'b' => value === 'a' || value === 'b'

test('reads bytes in decimal and in hexadecimal', () => {
  const keys = readKeyTable({ '0x31': 'a', '0XFF': 'a', 0: 'b', 50: 'b' }, isLetter)
  expect(new Map(keys)).toEqual(
    new Map([
      [0x31, 'a'],
      [0xff, 'a'],
      [0, 'b'],
      [50, 'b'],
    ]),
  )
})

test.each([
  {},
  { '': 'a' },
  { key: 'a' },
  { 256: 'a' },
  { '1.5': 'a' },
  { ' 1': 'a' },
  { '-1': 'a' },
  { 1: 'c' },
])('refuses %j as a whole', (table) => {
  expect(readKeyTable(table as Record<string, unknown>, isLetter)).toBeUndefined()
})
