import { hubSubject } from '../define/define.ts'
import * as commands from './commands.ts'
import * as facts from './facts.ts'
import { PEOPLE_REFUSALS } from './refusals.ts'

export * from './days.ts'
export * from './rules.ts'
export { AbsenceKind, CounterKind, DayKind, HourRules, SpecialDays, StaffData, StaffNumber } from './words.ts'

/** Staff of halls (人员): base data, days off, what rosters have to keep. */
export const peopleSubject = hubSubject('people', { commands, facts, refusals: PEOPLE_REFUSALS })
