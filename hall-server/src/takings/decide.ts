import { facts } from '../core/decision.ts'
import type { Decider } from '../core/decision.ts'
import { toldOf } from './hours.ts'
import type { WithTakings } from './state.ts'
import { unknownPayments } from './unknown.ts'

export const count: Decider<'takings.count', WithTakings> = (state, { hour }, { config }) =>
  facts(...toldOf(state, config, hour))

export const countUnknown: Decider<'takings.countUnknown', WithTakings> = ({ view }, _command, { now }) => {
  const { payments, since } = unknownPayments(view)
  const oldestMs = payments === 0 ? 0 : Math.max(0, now - since)
  return facts({ type: 'UnknownPaymentsCounted', payments, oldestMs })
}
