import { capability } from '../core/capability.ts'
import {
  answer,
  begin,
  dismiss,
  endNotice,
  lapse,
  progress,
  report,
  reportStation,
  settle,
} from './decide.ts'
import { directivesDue } from './due.ts'
import { take } from './take.ts'

/** What the region asks of the hall (指令): messages and questions to staff here, the rest by the stations. */
export const directive = capability({
  name: 'directive',
  deciders: {
    'directive.take': take,
    'directive.begin': begin,
    'directive.report': report,
    'directive.reportStation': reportStation,
    'directive.progress': progress,
    'directive.settle': settle,
    'directive.answer': answer,
    'directive.dismiss': dismiss,
    'directive.lapse': lapse,
    'directive.endNotice': endNotice,
  },
  due: directivesDue,
})
