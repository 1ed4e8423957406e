import { hubSubject } from '../define/define.ts'
import * as commands from './commands.ts'
import * as facts from './facts.ts'
import { LEDGER_REFUSALS } from './refusals.ts'

export * from './words.ts'

/** The ledger of devices (设备台账): what there is, where, in which stage of its life, and its repair orders. */
export const ledgerSubject = hubSubject('ledger', { commands, facts, refusals: LEDGER_REFUSALS })
