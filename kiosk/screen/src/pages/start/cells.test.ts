import type { GroupId } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { aService } from '../../../test/builders.ts'
import { cellsOf, columnsFor } from './cells.ts'
import type { Sheet } from './sheets.ts'

function aSheet(...sizes: number[]): Sheet {
  return sizes.map((size, i) => ({
    id: `g${i}` as GroupId,
    name: { zh: `组${i}`, en: `G${i}` },
    services: Array.from({ length: size }, (_, k) => aService(`s${i}-${k}`)),
  }))
}
const headings = (sheet: Sheet, columns: number) =>
  cellsOf(sheet, columns).map((cell) => cell.heading?.en ?? '')

test('names each group once in a single column', () => {
  expect(headings(aSheet(3, 2, 1), 1)).toEqual(['G0', '', '', 'G1', '', 'G2'])
})

test('names a group again where a new row begins', () => {
  expect(headings(aSheet(4, 2), 3)).toEqual(['G0', '', '', 'G0', 'G1', ''])
})

test('runs the rule on within a row of the same group', () => {
  expect(cellsOf(aSheet(4, 2), 3).map((cell) => cell.goesOn)).toEqual([true, true, false, false, true, false])
})

test('takes two or three columns', () => {
  expect([0, 1, 2, 3, 4, 5, 6].map(columnsFor)).toEqual([2, 2, 2, 3, 2, 3, 3])
})
