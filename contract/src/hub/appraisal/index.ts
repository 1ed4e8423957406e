import { hubSubject } from '../define/define.ts'
import * as commands from './commands.ts'
import * as facts from './facts.ts'
import { APPRAISAL_REFUSALS } from './refusals.ts'

export * from './defaults.ts'
export { APPRAISAL_MEASURES, computed as computedFormula, isFormula } from './expression.ts'
export type { AppraisalFigures } from './expression.ts'
export * from './score.ts'
export { AppraisedKind, AppraisedRow, Indicator, IndicatorSet } from './words.ts'
export type { AppraisedValue, IndicatorSetVersion } from './words.ts'

/** How staff and halls are appraised (考核): indicators as data, closed periods, appeals. */
export const appraisalSubject = hubSubject('appraisal', { commands, facts, refusals: APPRAISAL_REFUSALS })
