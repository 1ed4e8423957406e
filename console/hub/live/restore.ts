import type { Store } from '../core/store.ts'
import { epochsInUse, factsFrom } from '../inbox/store.ts'
import type { LiveRegion } from './live-region.ts'

const PAGE = 5_000

/** Folds every hall from its facts on the disk: what a hub knows when it starts. */
export async function restoreLive(store: Store, live: LiveRegion): Promise<void> {
  for (const { hallId, lineage } of await epochsInUse(store)) {
    const hall = live.hall(hallId)
    for (const { ordinal, upTo } of lineage)
      for (let from = hall.view.number + 1; ;) {
        const page = await factsFrom(store, { hallId, ordinal, from, limit: PAGE })
        const mine = page.filter(({ number }) => number <= upTo)
        hall.fold(mine)
        if (mine.length < PAGE) break
        from = (mine.at(-1)?.number ?? upTo) + 1
      }
  }
}
