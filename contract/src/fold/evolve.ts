import type { FactEntry } from '../fact/index.ts'
import { hallHandlers } from './hall.ts'
import { queueHandlers } from './queue.ts'
import { ratingHandlers } from './rating.ts'
import { handle } from './view.ts'
import type { HallView } from './view.ts'

/** Folds one fact into a view, in place. The server, every screen and every agent use this same fold. */
export function evolve(view: HallView, entry: FactEntry): void {
  handle(hallHandlers, view, entry)
  handle(queueHandlers, view, entry)
  handle(ratingHandlers, view, entry)
  view.number = entry.number
}
