import type { RosterModel } from './model.ts'
import { costOf, mayTake } from './plan-cost.ts'

/**
 * A plan by choosing, again and again, what lowers the cost most, then by exchanging one choice for another while that
 * lowers it. Never the best for sure, but always there: the fallback when the exact solver finds nothing in its time.
 * @param isOver asked between steps; once true, what there is so far is answered
 */
export function greedyPlan(model: RosterModel, isOver: () => boolean): Set<number> {
  const taken = new Set(model.fixed)
  const fixed = new Set(model.fixed)
  let cost = costOf(model, taken).cost
  const tries = (without: number | null): { at: number; cost: number } | null => {
    let best: { at: number; cost: number } | null = null
    for (let at = 0; at < model.choices.length && !isOver(); at += 1) {
      if (at === without || !mayTake(model, taken, at)) continue
      taken.add(at)
      const next = costOf(model, taken).cost
      taken.delete(at)
      if (next < (best?.cost ?? cost) - 1e-9) best = { at, cost: next }
    }
    return best
  }
  for (let best = tries(null); best; best = tries(null)) {
    taken.add(best.at)
    cost = best.cost
  }
  for (let isBetter = true; isBetter && !isOver();) {
    isBetter = false
    for (const out of [...taken]) {
      if (fixed.has(out)) continue
      taken.delete(out)
      const best = tries(out)
      if (best) {
        taken.add(best.at)
        cost = best.cost
        isBetter = true
      } else taken.add(out)
    }
  }
  return taken
}
