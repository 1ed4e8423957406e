import { hubSubject } from '../define/define.ts'
import * as commands from './commands.ts'
import * as facts from './facts.ts'
import { ALERT_REFUSALS } from './refusals.ts'

export * from './names.ts'
export * from './playbooks.ts'
export * from './rules.ts'
export * from './words.ts'

/** What is not as it should be in a hall (告警), by rules that are data; who sees to it; planned maintenance (检修). */
export const alertSubject = hubSubject('alert', { commands, facts, refusals: ALERT_REFUSALS })
