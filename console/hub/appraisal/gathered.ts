import type { AppraisalFigures, IndicatorSet, Spreads } from '@service-hall/contract'
import { addSketch, placeOf } from '../rollup/sketch.ts'
import type { Sketch } from '../rollup/sketch.ts'
import { CELL_SUMS } from './store.ts'
import type { CellTexts } from './store.ts'

type Cell = CellTexts & Record<string, string | number>

/** Sums of one who is appraised, from cells of a service and a day. */
export class Gathered {
  readonly #sums: Record<string, number> = Object.fromEntries(CELL_SUMS.map((name) => [name, 0]))
  readonly #days = new Set<string>()
  readonly #wait: Sketch = new Map()
  readonly #handling: Sketch = new Map()
  #overLimit = 0

  add(cell: Cell, { limits, limit }: Pick<IndicatorSet, 'limits' | 'limit'>): void {
    for (const name of CELL_SUMS) this.#sums[name] = (this.#sums[name] ?? 0) + Number(cell[name] ?? 0)
    if (Number(cell['served'] ?? 0) > 0) this.#days.add(cell.day)
    addSketch(this.#wait, cell.wait ?? '')
    const own: Sketch = new Map()
    addSketch(own, cell.handling ?? '')
    const last = placeOf((limits[cell.service] ?? limit) * 60_000)
    for (const [place, count] of own) {
      this.#handling.set(place, (this.#handling.get(place) ?? 0) + count)
      if (place > last) this.#overLimit += count
    }
  }

  figures(): AppraisalFigures {
    return { ...this.#sums, overLimit: Math.max(0, this.#overLimit), days: this.#days.size }
  }

  spreads(): Spreads {
    return { waitMs: spreadOf(this.#wait), handlingMs: spreadOf(this.#handling) }
  }
}

/** Standard deviation of single lengths, ms; undefined: fewer than two. */
function spreadOf(sketch: Sketch): number | undefined {
  let [n, sum, squares] = [0, 0, 0]
  for (const [place, count] of sketch) {
    const ms = (place - 1) * 1_000
    n += count
    sum += count * ms
    squares += count * ms * ms
  }
  if (n < 2) return undefined
  return Math.sqrt(Math.max(0, (squares - (sum * sum) / n) / (n - 1)))
}
