import type { FiguresPage, MeasureName } from '@service-hall/contract'
import { FEW, mean } from '../../hall/figures.ts'

/** What halls are compared by. */
export const COLUMNS = [
  'served',
  'meanWait',
  'p90Wait',
  'meanHandling',
  'noShow',
  'satisfaction',
  'rated',
  'selfService',
] as const
export type ColumnName = (typeof COLUMNS)[number]

/** Which way round is better; the amount of work is neither. */
export const BETTER: Readonly<Record<ColumnName, 'more' | 'less' | null>> = {
  ...{ served: null, meanWait: 'less', p90Wait: 'less', meanHandling: 'less' },
  ...{ noShow: 'less', satisfaction: 'more', rated: 'more', selfService: null },
}

/** The sums that are asked for, in their order. */
export const ASKED = [
  ...(['issued', 'selfIssued', 'waits', 'waitMs', 'served'] as const),
  ...(['handlingMs', 'noShows', 'ratings', 'satisfied'] as const),
] satisfies readonly MeasureName[]

/** A figure, and of how many it is; null: of none. */
export type Cell = { value: number | null; n: number; isFew: boolean }
export type ComparedHall = { hallId: string; cells: Record<ColumnName, Cell> }

/** Halls beside each other: each figure with its sample. */
export function compared({ rows }: Pick<FiguresPage, 'rows'>): ComparedHall[] {
  return rows.map(({ key, sums, wait }) => {
    const of = Object.fromEntries(ASKED.map((name, at) => [name, sums[at] ?? 0])) as Record<
      (typeof ASKED)[number],
      number
    >
    const cell = (value: number | null, n: number): Cell => ({ value, n, isFew: n < FEW })
    return {
      hallId: String(key[0]),
      cells: {
        served: { value: of.served, n: of.served, isFew: false },
        meanWait: cell(mean(of.waitMs, of.waits), of.waits),
        p90Wait: cell(wait[0] ?? null, of.waits),
        meanHandling: cell(mean(of.handlingMs, of.served), of.served),
        // Of those who were called or did not come when they were.
        noShow: cell(mean(of.noShows, of.waits), of.waits),
        satisfaction: cell(mean(of.satisfied, of.ratings), of.ratings),
        rated: cell(mean(of.ratings, of.served), of.served),
        selfService: cell(mean(of.selfIssued, of.issued), of.issued),
      },
    }
  })
}

/** In the order of a column, the best first (of an amount, the most); those with few or none behind, unranked. */
export function ranked(
  halls: readonly ComparedHall[],
  by: ColumnName,
): { hall: ComparedHall; rank: number | null }[] {
  const sign = BETTER[by] === 'less' ? 1 : -1
  const value = ({ cells }: ComparedHall): number | null => (cells[by].isFew ? null : cells[by].value)
  const sorted = [...halls].sort((a, b) => {
    const [one, other] = [value(a), value(b)]
    if (one === null || other === null) return Number(one === null) - Number(other === null)
    return sign * (one - other) || (a.hallId < b.hallId ? -1 : 1)
  })
  let rank = 0
  return sorted.map((hall, at) => {
    if (value(hall) === null) return { hall, rank: null }
    // The same figure is the same rank.
    if (at === 0 || value(hall) !== value(sorted[at - 1] as ComparedHall)) rank = at + 1
    return { hall, rank }
  })
}
