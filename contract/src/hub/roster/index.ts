import { hubSubject } from '../define/define.ts'
import * as commands from './commands.ts'
import * as facts from './facts.ts'
import { ROSTER_REFUSALS } from './refusals.ts'

export * from './check.ts'
export * from './finding-text.ts'
export * from './hours.ts'
export { RosterDuty, RosterRow, RosterRows, Shift, ShiftId, WorkSpan } from './words.ts'

/** Who works when (排班): shifts, weeks of halls, swaps. */
export const rosterSubject = hubSubject('roster', { commands, facts, refusals: ROSTER_REFUSALS })
