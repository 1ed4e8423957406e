import { hubSubject } from '../define/define.ts'
import * as commands from './commands.ts'
import * as facts from './facts.ts'
import { ORGANISATION_REFUSALS } from './refusals.ts'

/** The tree of regions (区域), and which halls lie where and may report. */
export const organisationSubject = hubSubject('organisation', {
  commands,
  facts,
  refusals: ORGANISATION_REFUSALS,
})
