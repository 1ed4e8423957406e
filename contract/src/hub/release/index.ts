import { hubSubject } from '../define/define.ts'
import * as commands from './commands.ts'
import * as facts from './facts.ts'
import { RELEASE_REFUSALS } from './refusals.ts'

export * from './words.ts'

/** Releases of the machines' software (软件版本): their signed packages. */
export const releaseSubject = hubSubject('release', { commands, facts, refusals: RELEASE_REFUSALS })
