import { refuse } from '@service-hall/contract'
import type { HubCommandType, ScheduleId } from '@service-hall/contract'
import { sees } from '../access/may.ts'
import { accountStream } from '../access/stream.ts'
import type { OrganisationState } from '../organisation/state.ts'
import { TREE, records } from '../records/decision.ts'
import type { HubDeciders } from '../records/decision.ts'
import type { ReportState } from './state.ts'

type State = OrganisationState & ReportState
/** Schedules of one account. */
const MOST = 20
const streamOf = (scheduleId: ScheduleId): string => `report:${scheduleId}`

/** Reports that come by themselves: each belongs to the account that wants it, and shows what that account sees. */
export const decideReport: HubDeciders<State, Extract<HubCommandType, `report.${string}`>> = {
  'report.schedule'(state, { scheduleId, order, hour }, { account }) {
    if (!account) return refuse('access.denied')
    const { accountId } = account
    const before = state.reportSchedules.get(scheduleId)
    if (before && before.accountId !== accountId) return refuse('report.unknown')
    const { place, period } = order.spec
    if (!sees(state, account, place))
      return refuse('hallId' in place ? 'organisation.unknownHall' : 'organisation.unknownRegion')
    if (period.kind !== 'last') return refuse('report.fixedPeriod')
    const own = [...state.reportSchedules.values()].filter((one) => one.accountId === accountId)
    if (!before && own.length >= MOST) return refuse('report.tooManySchedules')
    const others = own.map((one) => streamOf(one.scheduleId))
    const fact = { type: 'ReportScheduled' as const, scheduleId, accountId, order, hour }
    return records(streamOf(scheduleId), [fact], [TREE, accountStream(accountId), ...others])
  },
  'report.unschedule'(state, { scheduleId }, { account }) {
    const before = state.reportSchedules.get(scheduleId)
    if (!account || before?.accountId !== account.accountId) return refuse('report.unknown')
    return records(streamOf(scheduleId), [{ type: 'ReportUnscheduled', scheduleId }])
  },
}
