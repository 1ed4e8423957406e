import { z } from 'zod'
import { hubCommand } from '../define/define.ts'
import { ReportOrder, ScheduleId } from './words.ts'

/** Makes a report each time its day, week or month is over; its period is of kind `last`. The same id again changes it. */
export const ScheduleReport = hubCommand(
  'report.schedule',
  { scheduleId: ScheduleId, order: ReportOrder, hour: z.number().int().min(0).max(23) },
  { by: 'account' },
)
export const UnscheduleReport = hubCommand('report.unschedule', { scheduleId: ScheduleId }, { by: 'account' })
