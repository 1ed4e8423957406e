import { subject } from '../define/subject.ts'
import * as commands from './commands.ts'
import * as facts from './facts.ts'
import { fold } from './fold.ts'

export { USUAL_WEEKS, sumOfHours, waysOf } from './fold.ts'
export type { TakenHour, TakingsPart, TakingsView, WayTaken } from './fold.ts'

/** What kiosks and counters take, as sums (收款汇总), and how many payments nobody knows the result of: what the region watches them by. */
export const takingsSubject = subject('takings', { commands, facts, fold, refusals: {} })
