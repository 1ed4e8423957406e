// HTTP between the console and the hub: reports.
import { z } from 'zod'
import type { ReportFormat, ReportOrder, ReportSpec, ScheduleId } from '../hub/report/words.ts'
import { ReportOrder as Order, ReportSpec as Spec } from '../hub/report/words.ts'
import { Language } from '../text.ts'

const JobId = z.string().regex(/^[0-9a-f-]{36}$/)

/** `POST /api/reports`: `id` made by the sender; the same id is made once. */
export const NewReport = z.strictObject({ id: JobId, order: Order })
/** `POST /api/reports/preview` */
export const ReportPreviewWanted = z.strictObject({ spec: Spec, language: Language })
export const ReportParams = z.object({ reportId: JobId })

/** A cell: text, or a figure in the unit of its column (`seconds` as seconds, `share` 0…1); null: there is none. */
export type ReportCell = string | number | null
export type ReportHead = { title: string; note: string; columns: { title: string; kind: ReportCellKind }[] }
export type ReportCellKind = 'text' | 'count' | 'seconds' | 'share'
/** First rows of a report. `more`: there are others behind them. */
export type ReportPreview = { ok: true; head: ReportHead; rows: ReportCell[][]; more: boolean }

export type ReportState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled'
/** A report as its account sees it; `done`, `total`: rows so far, and of how many if that is known. */
export type ReportSeen = {
  reportId: string
  title: string
  format: ReportFormat
  state: ReportState
  done: number
  madeAt: number
  /** Bytes of the file; 0: none yet. */
  size: number
  /** Why it failed. */
  code: string | null
  scheduleId: string | null
}
export type ScheduleSeen = { scheduleId: ScheduleId; order: ReportOrder; hour: number }
/** `GET /api/reports`: one's own, the latest first. */
export type ReportsSeen = { ok: true; reports: ReportSeen[]; schedules: ScheduleSeen[] }
export type { ReportSpec }
