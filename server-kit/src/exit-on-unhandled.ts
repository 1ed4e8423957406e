import type { EventEmitter } from 'node:events'
import type { Log } from './log.ts'

/**
 * The last net under a program. A rejection that nobody caught is a bug, and what it left half done is unknown: it is
 * logged and the program ends with 1, to be started again from the disk. No expected failure may come here.
 */
export function exitOnUnhandled(
  log: Log,
  program: Pick<EventEmitter, 'on'> = process,
  exit: (code: number) => void = (code) => process.exit(code),
): void {
  program.on('unhandledRejection', (reason) => {
    log.error('program.unhandledRejection', reason)
    exit(1)
  })
}
