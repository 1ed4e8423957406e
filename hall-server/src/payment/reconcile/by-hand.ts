import { lookUp } from '@service-hall/contract'
import type { Cause, EffectCommand } from '../../core/capability.ts'
import type { EffectPorts } from '../effects/attempt.ts'
import { reconcileDay } from './run.ts'
import { isFirstDay } from './schedule.ts'
import { sidesOf } from './side.ts'

/** Compares a day that somebody asked for. Where its bill is not there, that is noted, and the day may be asked for again. */
export async function reconcileAgain(
  { fact: { side: id, day } }: Cause<'ReconciliationAsked'>,
  ports: EffectPorts,
): Promise<EffectCommand | null> {
  const side = sidesOf(ports.payments).find((one) => one.id === id)
  if (!side) return null
  const outcome = await reconcileDay(side, day, ports, { isFirst: isFirstDay(ports.hall.state, id, day) })
  if (outcome.is === 'done') return outcome.command
  ports.log.warn('payment.noBill', { side: id, day, why: outcome.why })
  // A side's first day is told by the schedule alone.
  if (!lookUp(ports.hall.state.view.reconciled, id)) return null
  return { type: 'payment.noteAwaited', side: id, day, is: outcome.cause, why: outcome.why }
}
