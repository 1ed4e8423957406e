import { changedTile } from '@service-hall/contract'
import type { HallId, HallTile, TileChange } from '@service-hall/contract'
import { shallowRef } from 'vue'
import type { ShallowRef } from 'vue'

export type TileBook = {
  /** Which halls there are; another map whenever one comes or goes. */
  halls: Readonly<ShallowRef<ReadonlyMap<HallId, ShallowRef<HallTile>>>>
  /** In place of all there was. */
  replace: (tiles: readonly HallTile[]) => void
  /** Notes what changed of tiles; it is shown together with the next frame. */
  patch: (changes: readonly TileChange[]) => void
}

/**
 * The tiles, one reference a hall: who shows a hall is drawn anew when that hall changes, and nobody else. What comes
 * between two frames is put in together; of a page that is not looked at, the latest of each hall is kept.
 */
export function createTileBook(
  nextFrame: (task: () => void) => void = (task) => void requestAnimationFrame(task),
): TileBook {
  const halls = shallowRef<ReadonlyMap<HallId, ShallowRef<HallTile>>>(new Map())
  const waiting = new Map<HallId, HallTile>()

  function flush(): void {
    const fresh: HallTile[] = []
    for (const tile of waiting.values()) {
      const known = halls.value.get(tile.hallId)
      if (known) known.value = tile
      else fresh.push(tile)
    }
    waiting.clear()
    if (fresh.length === 0) return
    halls.value = new Map([...halls.value, ...fresh.map((tile) => [tile.hallId, shallowRef(tile)] as const)])
  }

  return {
    halls,
    replace(tiles) {
      waiting.clear()
      const before = halls.value
      halls.value = new Map(
        tiles.map((tile) => {
          const known = before.get(tile.hallId)
          if (!known) return [tile.hallId, shallowRef(tile)]
          known.value = tile
          return [tile.hallId, known]
        }),
      )
    },
    patch(changes) {
      if (waiting.size === 0 && changes.length > 0) nextFrame(flush)
      for (const change of changes) {
        const { hallId } = change
        const tile = changedTile(waiting.get(hallId) ?? halls.value.get(hallId)?.value, change)
        // Of a hall that came into sight only now: a snapshot follows.
        if (tile) waiting.set(hallId, tile)
      }
    },
  }
}
