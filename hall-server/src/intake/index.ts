import { capability } from '../core/capability.ts'
import { issue, reportPaper, resolvePaper } from './decide.ts'
import { prepareIssue } from './prepare.ts'
import { intakeSlice } from './state.ts'

/** Tickets given out, and what becomes of their paper. */
export const intake = capability({
  name: 'intake',
  slice: intakeSlice,
  deciders: { 'ticket.issue': issue, 'ticket.paper': reportPaper, 'ticket.resolvePaper': resolvePaper },
  prepare: { 'ticket.issue': prepareIssue },
})
