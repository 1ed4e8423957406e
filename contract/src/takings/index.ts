import { subject } from '../define/subject.ts'
import * as facts from './facts.ts'
import { fold } from './fold.ts'

export type { TakingsPart, TakingsView } from './fold.ts'

/**
 * What kiosks take, as sums (收款汇总): what the region watches it by. No hall of this release tells these facts; the payments
 * of a hall, or a hall system of another make, do.
 */
export const takingsSubject = subject('takings', { commands: {}, facts, fold, refusals: {} })
