import { isPaying } from '../payment/state.ts'
import type { Ports } from '../ports.ts'

/**
 * Whether somebody is at the machine, as far as it knows: a ticket or a payment is under way, a technician is at work, or a customer
 * stands at the screen, be it only to read.
 */
export function isInUse({
  memory,
  atScreen,
}: {
  memory: { state: Pick<Ports['memory']['state'], 'session' | 'maintenance' | 'paymentOrders'> }
  atScreen: Pick<Ports['atScreen'], 'isThere'>
}): boolean {
  const { session, maintenance, paymentOrders } = memory.state
  return session.step !== 'idle' || isPaying(paymentOrders) || maintenance.unlocked || atScreen.isThere
}
