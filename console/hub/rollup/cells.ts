import { GRAINS, MEASURES } from '@service-hall/contract'
import type { Grain, HallId, MeasureName } from '@service-hall/contract'
import type { Measure } from '../live/measure.ts'
import { addCount, addSketch, placeOf, sketchText } from './sketch.ts'
import type { Sketch } from './sketch.ts'

const MINUTES: Readonly<Record<Grain, number>> = { minute: 1, hour: 60, day: 1_440 }

/** Sums of a cell. Times in ms. */
export type Sums = Record<MeasureName, number>

const NOTHING = Object.fromEntries(MEASURES.map((name) => [name, 0])) as Sums

/** Where a cell is: no service, counter, member of staff or machine is ''. `minute`: its first one, of the day. */
export type CellKey = {
  hall: HallId
  grain: Grain
  day: string
  minute: number
  service: string
  counter: string
  staff: string
  /** `device:P1` or `station:K1`. */
  machine: string
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
    const { day, minute, serviceId, counterId, staffId, machine } = measure
    for (const grain of GRAINS) {
      const cell = this.#cell({
        ...{ hall, grain, day, minute: minute - (minute % MINUTES[grain]) },
        ...{
          service: serviceId ?? '',
          counter: counterId ?? '',
          staff: staffId ?? '',
          machine: machine ?? '',
        },
      })
      addTo(cell, measure)
    }
  }

  /** The same with the opposite sign: added to these it leaves nothing. */
  opposite(): Cells {
    const cells = new Cells()
    for (const [key, cell] of this.#cells) {
      const taken = { ...cell, wait: negative(cell.wait), handling: negative(cell.handling) }
      for (const sum of MEASURES) taken[sum] = -cell[sum]
      cells.#cells.set(key, taken)
    }
    return cells
  }

  /** Adds what is kept of a cell. */
  addRow(row: CellRow): void {
    const cell = this.#cell(row)
    for (const sum of MEASURES) cell[sum] += row[sum]
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

  #cell({ hall, grain, day, minute, service, counter, staff, machine }: CellKey): Cell {
    const key = `${hall}\n${grain}\n${day}\n${minute}\n${service}\n${counter}\n${staff}\n${machine}`
    const known = this.#cells.get(key)
    if (known) return known
    const place = { hall, grain, day, minute, service, counter, staff, machine }
    const made = { ...place, ...NOTHING, wait: new Map(), handling: new Map() }
    this.#cells.set(key, made)
    return made
  }
}

function negative(sketch: Sketch): Sketch {
  return new Map([...sketch].map(([place, count]) => [place, -count]))
}

function isEmpty(row: CellRow): boolean {
  return MEASURES.every((sum) => row[sum] === 0) && row.wait + row.handling === ''
}

function addTo(cell: Cell, { kind, times, ms = 0, level = 0, machine }: Measure): void {
  switch (kind) {
    case 'issued':
      cell.issued += times
      if (machine !== null) cell.selfIssued += times
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
      return
    case 'fault':
      cell.faults += times
      return
    case 'down':
      cell.downMs += times * ms
  }
}
