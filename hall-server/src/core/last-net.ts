import type { EventEmitter } from 'node:events'
import { describe } from './failure.ts'
import type { Log } from './log.ts'

/**
 * The net under the whole program. A rejection that nobody caught is a bug, and what it left half done is unknown:
 * it is logged and the program ends with 1, to be started again from the disk. No expected failure may come here.
 */
export function spanLastNet(log: Log, program: Pick<EventEmitter, 'on'>, exit: (code: number) => void): void {
  program.on('unhandledRejection', (reason) => {
    log.error({ error: describe(reason) }, 'unhandled rejection')
    exit(1)
  })
}
