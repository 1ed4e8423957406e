import type { Localized } from '@service-hall/contract'
import type { ServiceRow } from '../../flow/state.ts'
import type { Sheet } from './sheets.ts'

/** One choice in its place; the first of its group, and the first of a row, carries the group's name. */
export type Cell = {
  service: ServiceRow
  heading: Localized | null
  /** The rule under the heading runs on to the next choice of the same group. */
  goesOn: boolean
}

/** Columns of a landscape sheet: as few rows as keep the choices large. */
export function columnsFor(choices: number): number {
  if (choices <= 3) return Math.max(2, choices)
  return choices === 4 ? 2 : 3
}

/** Deals the choices of a sheet row by row into so many columns. */
export function cellsOf(sheet: Sheet, columns: number): Cell[] {
  const all = sheet.flatMap((group) => group.services.map((service) => ({ service, group })))
  const startsRow = (at: number): boolean => columns > 1 && at % columns === 0
  return all.map(({ service, group }, at) => ({
    service,
    heading: all[at - 1]?.group !== group || startsRow(at) ? group.name : null,
    goesOn: all[at + 1]?.group === group && !startsRow(at + 1),
  }))
}
