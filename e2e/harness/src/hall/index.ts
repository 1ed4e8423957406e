export { enrol, signIn, signInAll } from './access.ts'
export type { StationCode } from './access.ts'
export { startServer } from './server-process.ts'
export type { ServerProcess, ServerStart } from './server-process.ts'
