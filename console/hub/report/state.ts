import type { AccountId, ReportOrder, ScheduleId } from '@service-hall/contract'
import type { HubEvolve } from '../core/capability.ts'

export type Schedule = { scheduleId: ScheduleId; accountId: AccountId; order: ReportOrder; hour: number }
export type ReportState = { reportSchedules: Map<ScheduleId, Schedule> }

export const emptyReports = (): ReportState => ({ reportSchedules: new Map() })

export const evolveReports: HubEvolve<ReportState, 'ReportScheduled' | 'ReportUnscheduled'> = {
  ReportScheduled({ reportSchedules }, { scheduleId, accountId, order, hour }) {
    reportSchedules.set(scheduleId, { scheduleId, accountId, order, hour })
  },
  ReportUnscheduled({ reportSchedules }, { scheduleId }) {
    reportSchedules.delete(scheduleId)
  },
}
