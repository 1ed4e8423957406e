import { subject } from '../define/subject.ts'
import * as commands from './commands.ts'
import * as facts from './facts.ts'
import { fold } from './fold.ts'
import { DIRECTIVE_REFUSALS } from './refusals.ts'

export { isUnfinished } from './fold.ts'
export type {
  DirectivePart,
  DirectiveState,
  DirectiveView,
  NoticeView,
  PackageProgress,
  StationReportView,
} from './fold.ts'
export { noticeText, noticesAt } from './notice-text.ts'
export type { NoticeText } from './notice-text.ts'
export * from './package.ts'
export * from './power-days.ts'
export * from './settings.ts'
export * from './words.ts'

/** What the region asks of the hall (指令), and what came of it. */
export const directiveSubject = subject('directive', { commands, facts, fold, refusals: DIRECTIVE_REFUSALS })
