import type { MeasureName } from '../../wire/console-history.ts'
import type { Localized } from '../../text.ts'

/** How a figure is written: whole numbers, seconds of a time, a share of 1. */
export type ColumnKind = 'count' | 'seconds' | 'share'

/** A figure of a report: what it is made of, and how. */
export type ReportColumn = {
  title: Localized
  kind: ColumnKind
  /** Sums that it needs. */
  of: readonly MeasureName[]
  /** Percentile of a time that it needs, 0…100. */
  percentile?: { time: 'wait' | 'handling'; at: number }
}

const title = (zh: string, en: string): Localized => ({ zh, en })

/** The figures that a report may show; a mean is a sum by its count, so that rows of any set add up. */
export const REPORT_COLUMNS = {
  issued: { title: title('取号数', 'Tickets issued'), kind: 'count', of: ['issued'] },
  selfShare: {
    title: title('自助取号占比', 'Issued at kiosks'),
    kind: 'share',
    of: ['selfIssued', 'issued'],
  },
  served: { title: title('办结数', 'Customers served'), kind: 'count', of: ['served'] },
  meanWait: { title: title('平均等候（秒）', 'Mean wait (s)'), kind: 'seconds', of: ['waitMs', 'waits'] },
  waitP90: {
    title: title('等候 P90（秒）', 'Wait, 90th percentile (s)'),
    kind: 'seconds',
    of: [],
    percentile: { time: 'wait', at: 90 },
  },
  meanHandling: {
    title: title('平均办理（秒）', 'Mean handling (s)'),
    kind: 'seconds',
    of: ['handlingMs', 'served'],
  },
  handlingP90: {
    title: title('办理 P90（秒）', 'Handling, 90th percentile (s)'),
    kind: 'seconds',
    of: [],
    percentile: { time: 'handling', at: 90 },
  },
  noShows: { title: title('过号数', 'No-shows'), kind: 'count', of: ['noShows'] },
  noShowShare: { title: title('弃号率', 'No-shows of issued'), kind: 'share', of: ['noShows', 'issued'] },
  ratings: { title: title('评价数', 'Ratings'), kind: 'count', of: ['ratings'] },
  ratedShare: { title: title('评价率', 'Rated of served'), kind: 'share', of: ['ratings', 'served'] },
  satisfiedShare: {
    title: title('满意率', 'Satisfied of rated'),
    kind: 'share',
    of: ['satisfied', 'ratings'],
  },
  faults: { title: title('设备故障数', 'Device faults'), kind: 'count', of: ['faults'] },
  downSeconds: {
    title: title('设备停用（秒，计划时间内）', 'Devices down in planned hours (s)'),
    kind: 'seconds',
    of: ['downMs'],
  },
} as const satisfies Record<string, ReportColumn>

export type ReportColumnName = keyof typeof REPORT_COLUMNS
export const REPORT_COLUMN_NAMES = Object.keys(REPORT_COLUMNS) as [ReportColumnName, ...ReportColumnName[]]
