import { subject } from '../define/subject.ts'
import * as commands from './commands.ts'
import * as facts from './facts.ts'
import { fold } from './fold.ts'
import { COUNTER_REFUSALS } from './refusals.ts'

export { isHeldBy, sessionMark } from './part.ts'
export type { Counter, CounterPart, Duty, UndoPoint } from './part.ts'
export * from './words.ts'

/** A counter (窗口): who has it open, whom it holds, what it can take back. */
export const counterSubject = subject('counter', { commands, facts, fold, refusals: COUNTER_REFUSALS })
