import { hubSubject } from '../define/define.ts'
import * as commands from './commands.ts'
import * as facts from './facts.ts'
import { ACCOUNT_REFUSALS } from './refusals.ts'

export * from './words.ts'

/** People who use the console: what they may and where, passwords, sessions. */
export const accountSubject = hubSubject('account', { commands, facts, refusals: ACCOUNT_REFUSALS })
