import { subject } from '../define/subject.ts'
import * as commands from './commands.ts'
import * as facts from './facts.ts'
import { fold } from './fold.ts'
import { HALL_REFUSALS } from './refusals.ts'

export type { HallPart, HeldClock } from './fold.ts'
export { shiftedBy } from './shift.ts'

/** The hall itself: its configuration, its business day, and whether it can take anything at all. */
export const hallSubject = subject('hall', { commands, facts, fold, refusals: HALL_REFUSALS })
