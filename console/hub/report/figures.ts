import { REPORT_COLUMNS } from '@service-hall/contract'
import type { MeasureName, ReportCell, ReportColumn, ReportColumnName } from '@service-hall/contract'
import type { RollupRow } from '../rollup/query/store.ts'

const columnOf = (name: ReportColumnName): ReportColumn => REPORT_COLUMNS[name]

/** What has to be asked of the roll-ups for these columns. */
export type Needed = { measures: MeasureName[]; percentiles: { wait: number[]; handling: number[] } }

export function neededFor(columns: readonly ReportColumnName[]): Needed {
  const measures = new Set<MeasureName>()
  const percentiles = { wait: [] as number[], handling: [] as number[] }
  for (const { of, percentile } of columns.map(columnOf)) {
    for (const measure of of) measures.add(measure)
    if (percentile) percentiles[percentile.time].push(percentile.at)
  }
  return { measures: [...measures], percentiles }
}

/** The figures of a row; a mean or share of nothing is none. */
export function figuresIn(
  columns: readonly ReportColumnName[],
  { measures, percentiles }: Needed,
  row: RollupRow,
): ReportCell[] {
  const sum = (name: MeasureName | undefined): number => row.sums[name ? measures.indexOf(name) : -1] ?? 0
  return columns.map(columnOf).map(({ kind, of, percentile }): ReportCell => {
    if (percentile) {
      const at = percentiles[percentile.time].indexOf(percentile.at)
      const ms = row.percentiles[percentile.time]?.[at] ?? null
      return ms === null ? null : ms / 1_000
    }
    const [above, below] = of
    if (kind === 'count') return sum(above)
    if (below === undefined) return sum(above) / 1_000
    if (sum(below) === 0) return null
    return sum(above) / sum(below) / (kind === 'seconds' ? 1_000 : 1)
  })
}
