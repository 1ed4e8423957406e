/** Comparing a day, for programs that do it beside a hall server. */
export { reconcileDay } from './run.ts'
export type { Outcome, ReconcilePorts } from './run.ts'
export { sidesOf } from './side.ts'
export type { Side } from './side.ts'
