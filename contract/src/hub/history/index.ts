import { hubSubject } from '../define/define.ts'
import { HISTORY_REFUSALS } from './refusals.ts'

/** What is asked of the past (历史): nothing is changed by it, so there is nothing but ways to be refused. */
export const historySubject = hubSubject('history', { commands: {}, facts: {}, refusals: HISTORY_REFUSALS })
