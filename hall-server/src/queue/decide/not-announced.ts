import { actorRef } from '@service-hall/contract'
import { facts } from '../../core/decision.ts'
import type { Decider } from '../../core/decision.ts'

/**
 * A call display passed a call over. Worth a fact while that call stands: not when it was called again since, when another
 * display said so already, or when the customer has come.
 */
export const notAnnounced: Decider<'ticket.notAnnounced'> = (
  { view },
  { ticketId, callNumber },
  { actor },
) => {
  const call = view.calls.find((row) => row.ticketId === ticketId)
  const state = view.tickets[ticketId]?.state
  if (call?.callNumber !== callNumber || state?.status !== 'called' || state.notAnnounced) return facts()
  return facts({ type: 'CallNotAnnounced', ticketId, counterId: state.counterId, by: actorRef(actor) })
}
