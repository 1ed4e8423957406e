import { hubSubject } from '../define/define.ts'
import * as commands from './commands.ts'
import * as facts from './facts.ts'
import { FLEET_REFUSALS } from './refusals.ts'

export * from './inherit.ts'
export * from './words.ts'

/** What is asked of machines (配置), inherited downwards: power calendar, playlist, release. */
export const fleetSubject = hubSubject('fleet', { commands, facts, refusals: FLEET_REFUSALS })
