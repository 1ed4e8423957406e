import { z } from 'zod'
import { hubFact } from '../define/define.ts'
import { AccountId } from '../words.ts'
import { ReportOrder, ScheduleId } from './words.ts'

export const ReportScheduled = hubFact('ReportScheduled', {
  scheduleId: ScheduleId,
  accountId: AccountId,
  order: ReportOrder,
  hour: z.number().int(),
})
export const ReportUnscheduled = hubFact('ReportUnscheduled', { scheduleId: ScheduleId })
