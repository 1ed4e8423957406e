import { hubSubject } from '../define/define.ts'
import * as commands from './commands.ts'
import * as facts from './facts.ts'
import { REPORT_REFUSALS } from './refusals.ts'

export * from './columns.ts'
export * from './words.ts'

/** Reports (报表): figures of a place and a period as a table, once or each time the period is over. */
export const reportSubject = hubSubject('report', { commands, facts, refusals: REPORT_REFUSALS })
