/** What HiGHS says of a running search: the least cost that is possible, and the best found so far. */
export type LogLine = { bound: number; best: number | null }

/**
 * Reads a line of HiGHS's table of nodes: `Src Proc. InQueue | Leaves Expl. | BestBound BestSol Gap | …`. Null: it is none.
 */
export function readLogLine(line: string): LogLine | null {
  const found = /^ ?[A-Za-z]?\s+\d+\s+\d+\s+\d+\s+[\d.]+%\s+(\S+)\s+(\S+)\s+(\S+)\s/.exec(line)
  if (!found) {
    const [, last] = /^ {2}Dual bound\s+(\S+)/.exec(line) ?? []
    return last === undefined || !Number.isFinite(Number(last)) ? null : { bound: Number(last), best: null }
  }
  const [bound, best] = [Number(found[1]), Number(found[2])]
  if (!Number.isFinite(bound)) return null
  return { bound, best: Number.isFinite(best) ? best : null }
}

/** How far a cost can be above the least, as a share of it; 0: it is the least. */
export function gapOf(cost: number, bound: number): number {
  if (cost <= bound + 1e-9) return 0
  return Math.min(1, (cost - bound) / Math.max(1e-9, Math.abs(cost)))
}
