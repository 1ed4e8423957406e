import { hubSubject } from '../define/define.ts'
import * as commands from './commands.ts'
import * as facts from './facts.ts'
import { ROLLOUT_REFUSALS } from './refusals.ts'

export * from './words.ts'

/** Rollouts of releases in waves (分批发布). */
export const rolloutSubject = hubSubject('rollout', { commands, facts, refusals: ROLLOUT_REFUSALS })
