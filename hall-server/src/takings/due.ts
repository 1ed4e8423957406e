import type { DecidableCommand } from '@service-hall/contract'
import { derivedId } from '@service-hall/server-kit'
import { toldOf } from './hours.ts'
import { HOUR_MS } from './state.ts'
import type { WithTakings } from './state.ts'
import { unknownPayments } from './unknown.ts'

/** While there are any, payments without a known result are told of so often, ms. */
const AGAIN_MS = 15 * 60_000
/** A number that goes up and down is not told more often than this, ms. */
const CALM_MS = 10_000

/** What has to be told now: hours that are over, and payments without a known result. Pure. */
export function takingsDue(state: WithTakings, now: number): DecidableCommand[] {
  return [...hoursDue(state, now), ...unknownDue(state, now)]
}

/** The hour that is over, and the one before it where a busy server told it late. */
function hoursDue(state: WithTakings, now: number): DecidableCommand[] {
  const { config } = state.view
  const current = Math.floor(now / HOUR_MS)
  if (!config?.payments) return []
  return [current - 2, current - 1]
    .filter((hour) => toldOf(state, config, hour).length > 0)
    .map((hour) => ({ type: 'takings.count', id: derivedId('takings', hour), hour }))
}

function unknownDue({ view, takings }: WithTakings, now: number): DecidableCommand[] {
  const { number, at, payments: told, mayBe } = takings.unknown
  if (!mayBe && told === 0) return []
  const { payments } = unknownPayments(view)
  const waitMs = payments === told ? AGAIN_MS : CALM_MS
  if ((payments === 0 && told === 0) || now < at + waitMs) return []
  return [{ type: 'takings.countUnknown', id: derivedId('unknown-payments', number) }]
}
