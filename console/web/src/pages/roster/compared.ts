import { spansText } from '@service-hall/contract'
import type { RosterDuty, RosterRow, Shift, StaffNumber } from '@service-hall/contract'

/** A week as it is told: what people do, and the shifts as they were. */
export type ToldWeek = { rows: readonly RosterRow[]; shifts: readonly Shift[] }
export type ComparedCell = { before: RosterDuty; now: RosterDuty; differs: boolean }
export type ComparedRow = { number: StaffNumber; days: ComparedCell[] }

const DAYS = [0, 1, 2, 3, 4, 5, 6] as const

/** What somebody works: the hours, so that a shift whose hours were changed is another although its key is the same. */
function workOf(duty: RosterDuty, shifts: readonly Shift[]): string {
  if (!duty) return ''
  const shift = shifts.find(({ id }) => id === duty.shift)
  return `${duty.shift} ${shift ? spansText(shift.stretches) : '?'} ${duty.counter ?? ''}`
}

/** Two weeks of a hall beside each other: everybody who works in either, by number. */
export function comparedWeeks(before: ToldWeek, now: ToldWeek): ComparedRow[] {
  const one = new Map(before.rows.map((row) => [row.number, row.days]))
  const other = new Map(now.rows.map((row) => [row.number, row.days]))
  return [...new Set([...one.keys(), ...other.keys()])].sort().map((number) => ({
    number,
    days: DAYS.map((day) => {
      const cell = { before: one.get(number)?.[day] ?? null, now: other.get(number)?.[day] ?? null }
      return { ...cell, differs: workOf(cell.before, before.shifts) !== workOf(cell.now, now.shifts) }
    }),
  }))
}

/** Shifts to show a published week with: as they were when it was published, then those that have come since. */
export function shiftsAsTold(published: readonly Shift[], current: readonly Shift[]): Shift[] {
  const told = new Map(published.map((shift) => [shift.id, shift]))
  const kept = current.map((shift) => told.get(shift.id) ?? shift)
  return [...kept, ...published.filter(({ id }) => !current.some((shift) => shift.id === id))]
}
