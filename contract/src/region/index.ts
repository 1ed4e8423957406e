import type { Fold } from '../define/fold.ts'
import { subject } from '../define/subject.ts'
import * as commands from './commands.ts'
import * as facts from './facts.ts'
import { REGION_REFUSALS } from './refusals.ts'

export * from './words.ts'

const fold: Fold<Record<never, never>, typeof facts> = {
  empty: () => ({}),
  on: { EpochBegan: 'unchanged' },
  seen: 'whole',
}

/** The hall's place in its region (区域), and the line there. */
export const regionSubject = subject('region', { commands, facts, fold, refusals: REGION_REFUSALS })
