import type { Fold } from '../define/fold.ts'
import { subject } from '../define/subject.ts'
import * as facts from './facts.ts'
import { REQUEST_REFUSALS } from './refusals.ts'

const fold: Fold<Record<never, never>, typeof facts> = {
  empty: () => ({}),
  on: { CommandRefused: 'unchanged' },
  seen: 'whole',
}

/** Requests as such: what can be said against any of them, whatever it asks for. */
export const requestSubject = subject('request', { commands: {}, facts, fold, refusals: REQUEST_REFUSALS })
