import type { ReportCell, ReportCellKind } from '@service-hall/contract'

/** A figure as people read it: seconds to a tenth, shares in percent to a tenth; empty: there is none. */
export function written(cell: ReportCell, kind: ReportCellKind): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return cell
  if (kind === 'share') return `${(cell * 100).toFixed(1)}%`
  return kind === 'seconds' ? cell.toFixed(1) : String(cell)
}
