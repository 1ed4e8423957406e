import type { HallId } from '@service-hall/contract'
import type { Measure } from '../live/measure.ts'
import { addCount, addSketch, placeOf, sketchText } from './sketch.ts'
import type { Sketch } from './sketch.ts'

/** How fine: of each measure there is a cell a minute, an hour and a day. */
export const GRAINS = ['minute', 'hour', 'day'] as const
export type Grain = (typeof GRAINS)[number]

const MINUTES: Readonly<Record<Grain, number>> = { minute: 1, hour: 60, day: 1_440 }

/** Sums of a cell. Times in ms. */
export type Sums = {
  issued: number
  /** Customers called for the first time, and how long they had waited. */
  waits: number
  waitMs: number
  served: number
  handlingMs: number
  noShows: number
  ratings: number
  /** Sum of the levels given. */
  levels: number
  satisfied: number
}

const NOTHING: Sums = {
  ...{
    issued: 0,
    waits: 0,
    waitMs: 0,
    served: 0,
    handlingMs: 0,
    noShows: 0,
    ratings: 0,
    levels: 0,
    satisfied: 0,
  },
}
/** Names of the sums, as the columns are called. */
export const SUMS = Object.keys(NOTHING) as (keyof Sums)[]

/** Where a cell is: no service, counter or member of staff is ''. `minute`: its first one, of the day. */
export type CellKey = {
  hall: HallId
  grain: Grain
  day: string
  minute: number
  service: string
  counter: string
  staff: string
}
export type CellRow = CellKey & Sums & { wait: string; handling: string }
type Cell = CellKey & Sums & { wait: Sketch; handling: Sketch }

/** Changes of cells, gathered before they are added to what is kept. */
export class Cells {
  readonly #cells = new Map<string, Cell>()

  get size(): number {
    return this.#cells.size
  }

  keys(): CellKey[] {
    return [...this.#cells.values()]
  }

  add(hall: HallId, measure: Measure): void {
    const { day, minute, serviceId, counterId, staffId } = measure
    for (const grain of GRAINS) {
      const cell = this.#cell({
        ...{ hall, grain, day, minute: minute - (minute % MINUTES[grain]) },
        ...{ service: serviceId ?? '', counter: counterId ?? '', staff: staffId ?? '' },
      })
      addTo(cell, measure)
    }
  }

  /** The same with the opposite sign: added to these it leaves nothing. */
  opposite(): Cells {
    const cells = new Cells()
    for (const [key, cell] of this.#cells) {
      const taken = { ...cell, wait: negative(cell.wait), handling: negative(cell.handling) }
      for (const sum of SUMS) taken[sum] = -cell[sum]
      cells.#cells.set(key, taken)
    }
    return cells
  }

  /** Adds what is kept of a cell. */
  addRow(row: CellRow): void {
    const cell = this.#cell(row)
    for (const sum of SUMS) cell[sum] += row[sum]
    addSketch(cell.wait, row.wait)
    addSketch(cell.handling, row.handling)
  }

  /** As they are to be kept: those that hold something, and those that no longer do. */
  rows(): { full: CellRow[]; empty: CellRow[] } {
    const rows = [...this.#cells.values()].map((cell) => ({
      ...cell,
      wait: sketchText(cell.wait),
      handling: sketchText(cell.handling),
    }))
    return { full: rows.filter((row) => !isEmpty(row)), empty: rows.filter(isEmpty) }
  }

  #cell({ hall, grain, day, minute, service, counter, staff }: CellKey): Cell {
    const key = [hall, grain, day, minute, service, counter, staff].join('\n')
    const known = this.#cells.get(key)
    if (known) return known
    const made = {
      hall,
      grain,
      day,
      minute,
      service,
      counter,
      staff,
      ...NOTHING,
      wait: new Map(),
      handling: new Map(),
    }
    this.#cells.set(key, made)
    return made
  }
}

function negative(sketch: Sketch): Sketch {
  return new Map([...sketch].map(([place, count]) => [place, -count]))
}

function isEmpty(row: CellRow): boolean {
  return SUMS.every((sum) => row[sum] === 0) && row.wait + row.handling === ''
}

function addTo(cell: Cell, { kind, times, ms = 0, level = 0 }: Measure): void {
  switch (kind) {
    case 'issued':
      cell.issued += times
      return
    case 'called':
      cell.waits += times
      cell.waitMs += times * ms
      return addCount(cell.wait, placeOf(ms), times)
    case 'served':
      cell.served += times
      cell.handlingMs += times * ms
      return addCount(cell.handling, placeOf(ms), times)
    case 'noShow':
      cell.noShows += times
      return
    case 'rated':
      cell.ratings += times
      cell.levels += times * level
      if (level >= 4) cell.satisfied += times
  }
}
