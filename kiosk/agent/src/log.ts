export { createLog, reasonOf } from '@service-hall/server-kit'
export type { Log, LogFields } from '@service-hall/server-kit'
