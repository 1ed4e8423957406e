/** What is remembered between two readings of the clock, ms. `boundary`: facts before it may go. */
export type Boundary = { proposed: number; proposedAt: number; boundary: number }

const HOUR_MS = 3_600_000
/** A proposal stands so long before it counts, ms: a clock that somebody set wrong is noticed within a day. */
const STANDS_MS = 20 * HOUR_MS

/**
 * Before which moment facts are too old, from what the hub's clock and those of its halls say. No single clock and no
 * single reading decides: the age of facts is told by the hub's clock or the middle one of its halls' latest facts,
 * whichever is earlier; what that gives counts when it was proposed most of a day ago and is still so.
 *
 * @param stamps of the latest fact of each hall, epoch ms; none: nothing is too old
 */
export function nextBoundary(
  known: Boundary | null,
  { now, stamps, keepMs }: { now: number; stamps: readonly number[]; keepMs: number },
): { next: Boundary; before: number } {
  const candidate = Math.min(now, middleOf(stamps)) - keepMs
  if (!known) return { next: { proposed: candidate, proposedAt: now, boundary: 0 }, before: 0 }
  const next = proposalAfter(known, candidate, now)
  return { next, before: Math.max(0, Math.min(next.boundary, candidate)) }
}

function proposalAfter(
  { proposed, proposedAt, boundary }: Boundary,
  candidate: number,
  now: number,
): Boundary {
  // Put back: what was proposed by the clock before may have been too much.
  if (now < proposedAt) return { proposed: Math.min(proposed, candidate), proposedAt: now, boundary }
  if (now - proposedAt < STANDS_MS) return { proposed: Math.min(proposed, candidate), proposedAt, boundary }
  return {
    proposed: candidate,
    proposedAt: now,
    boundary: Math.max(boundary, Math.min(proposed, candidate)),
  }
}

function middleOf(stamps: readonly number[]): number {
  const sorted = [...stamps].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}
