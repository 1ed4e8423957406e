import { hubSubject } from '../define/define.ts'
import * as commands from './commands.ts'
import * as facts from './facts.ts'
import { PROFILE_REFUSALS } from './refusals.ts'

export * from './inherit.ts'
export * from './words.ts'

/** What is asked of halls by region and tier (等级标准): data, inherited downwards. */
export const profileSubject = hubSubject('profile', { commands, facts, refusals: PROFILE_REFUSALS })
