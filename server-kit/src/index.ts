export type { Log, LogFields } from './log.ts'
export { createLog, reasonOf } from './log.ts'
