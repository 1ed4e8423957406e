import type { Pinia } from 'pinia'
import { useLive } from '../src/live/live-store.ts'
import { aRegion } from './a-region.ts'
import { show } from './show.ts'

const HALLS = 2_000
/** As the hub merges changes. */
const EVERY_MS = 250

/** Every hall changes once a second, for as long as somebody looks. */
function busy(pinia: Pinia): void {
  const live = useLive(pinia)
  const { tiles } = aRegion(HALLS)
  let turn = 0
  setInterval(() => {
    turn += 1
    const changed = tiles
      .filter((_tile, at) => at % 4 === turn % 4)
      .map((tile, at) => ({
        ...tile,
        waiting: Math.max(0, tile.waiting + ((turn + at) % 5) - 2),
        today: { ...tile.today, served: tile.today.served + turn },
      }))
    live.book.patch(changed)
  }, EVERY_MS)
  // What the line does once a second.
  setInterval(() => {
    live.now += 1_000
    live.all = tiles.flatMap(({ hallId }) => live.tileOf(hallId) ?? [])
  }, 1_000)
}
const at = (view: string) =>
  show({ at: `/overview?view=${view}`, region: () => aRegion(HALLS), before: busy })

/** 2,000 halls that change all the time: to be measured rather than looked at. */
export const scaleStates = { tiles: at('tiles'), table: at('table'), map: at('map') }
