import { hubSubject } from '../define/define.ts'
import * as commands from './commands.ts'
import * as facts from './facts.ts'
import { PAYMENT_POINT_REFUSALS } from './refusals.ts'

export * from './hours.ts'
export * from './hours-text.ts'
export * from './kinds.ts'
export * from './places.ts'
export * from './surroundings.ts'
export * from './words.ts'

/** The payment network (缴费网点): where people pay besides the halls, and what the public is shown of both. */
export const paymentPointSubject = hubSubject('paymentPoint', {
  commands,
  facts,
  refusals: PAYMENT_POINT_REFUSALS,
})
