import type { RosterDuty, RosterRow, Shift } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { comparedWeeks, shiftsAsTold } from './compared.ts'

const shift = (id: string, from: number): Shift =>
  ({ id, name: { zh: id, en: id }, stretches: [{ from, to: from + 60 }] }) as Shift
const row = (number: string, ...shifts: (string | null)[]): RosterRow =>
  ({
    number,
    days: Array.from({ length: 7 }, (_none, day): RosterDuty =>
      shifts[day] ? ({ shift: shifts[day] } as RosterDuty) : null,
    ),
  }) as RosterRow

test('what differs is marked, people who are in one of the two weeks alone too', () => {
  const shifts = [shift('D1', 480), shift('D2', 540)]
  const before = { rows: [row('1001', 'D1', 'D2'), row('1003', 'D1')], shifts }
  const now = { rows: [row('1001', 'D1', null), row('1002', 'D2')], shifts }
  const marked = comparedWeeks(before, now).map(({ number, days }) => [
    number,
    days.flatMap(({ differs }, day) => (differs ? [day] : [])),
  ])
  expect(marked).toEqual([
    ['1001', [1]],
    ['1002', [0]],
    ['1003', [0]],
  ])
})

test('a shift whose hours were changed since is another, although its key is the same', () => {
  const rows = [row('1001', 'D1')]
  const [compared] = comparedWeeks({ rows, shifts: [shift('D1', 480)] }, { rows, shifts: [shift('D1', 510)] })
  expect(compared?.days[0]?.differs).toBe(true)
})

test('a published week is shown with its shifts as they were, also those that are gone', () => {
  const shown = shiftsAsTold([shift('D1', 480), shift('OLD', 600)], [shift('D1', 510), shift('NEW', 700)])
  expect(shown.map(({ id, stretches }) => [id, stretches[0]?.from])).toEqual([
    ['D1', 480],
    ['NEW', 700],
    ['OLD', 600],
  ])
})
