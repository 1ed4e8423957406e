import type { ColumnName, ComparedHall } from './compared.ts'

/** Bars that can be told apart side by side. */
const MOST_BARS = 24

/** What a chart of one column shows: halls in their order, the middle one's figure, and how many it leaves out. */
export type Charted = { halls: { hallId: string; value: number }[]; median: number; left: number }

/** In the order given (best first); of many halls the best and the worst. Null: there is nothing to compare. */
export function charted(halls: readonly ComparedHall[], column: ColumnName): Charted | null {
  const all = halls.flatMap(({ hallId, cells }) => {
    const { value, isFew } = cells[column]
    return value === null || isFew ? [] : [{ hallId, value }]
  })
  if (all.length < 2) return null
  const sorted = all.map(({ value }) => value).sort((a, b) => a - b)
  const half = sorted.length / 2
  const median = ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2
  if (all.length <= MOST_BARS) return { halls: all, median, left: 0 }
  const ends = [...all.slice(0, MOST_BARS / 2), ...all.slice(-MOST_BARS / 2)]
  return { halls: ends, median, left: all.length - MOST_BARS }
}
