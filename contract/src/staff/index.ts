import { subject } from '../define/subject.ts'
import * as commands from './commands.ts'
import * as facts from './facts.ts'
import { fold } from './fold.ts'
import { STAFF_REFUSALS } from './refusals.ts'

export { passwordProblem } from './password-rules.ts'
export * from './words.ts'

/** Members of staff who sign in and out. */
export const staffSubject = subject('staff', { commands, facts, fold, refusals: STAFF_REFUSALS })
