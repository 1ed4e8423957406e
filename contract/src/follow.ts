import type { FactBatch } from './facts.ts'
import { evolve, readView } from './view.ts'
import type { HallView } from './view.ts'

/**
 * Folds a batch onto a view. `gap`: facts in between were missed, nothing was folded, subscribe again.
 * Batches that the view already holds are passed over, so a batch may come twice.
 */
export function follow(view: HallView, batch: FactBatch): 'folded' | 'known' | 'gap' {
  readView(view)
  if (batch.to <= view.number) return 'known'
  if (batch.from > view.number + 1) return 'gap'
  const known = view.number
  for (const entry of batch.entries) if (entry.number > known) evolve(view, entry)
  view.number = batch.to
  return 'folded'
}
