import { actorRef } from '@service-hall/contract'
import { facts, refuse } from '../../core/decision.ts'
import type { Decider } from '../../core/decision.ts'
import { canMove } from '@service-hall/contract'

/** A no-show came after all: back to the old place. */
export const reactivate: Decider<'ticket.reactivate'> = (state, command, { actor }) => {
  const ticket = state.view.tickets[command.ticketId]
  if (!ticket) return refuse('ticket.unknown')
  if (ticket.state.status !== 'noShow') return refuse('ticket.wrongState')
  return facts({ type: 'TicketReactivated', ticketId: ticket.id, by: actorRef(actor) })
}

/** A parked ticket goes back to waiting at the counter that parked it. */
export const unpark: Decider<'ticket.unpark'> = (state, command, { actor }) => {
  const ticket = state.view.tickets[command.ticketId]
  if (!ticket) return refuse('ticket.unknown')
  if (ticket.state.status !== 'parked') return refuse('ticket.wrongState')
  return facts({ type: 'TicketUnparked', ticketId: ticket.id, by: actorRef(actor) })
}

/** 作废 */
export const voidTicket: Decider<'ticket.void'> = (state, command, { actor, config }) => {
  const ticket = state.view.tickets[command.ticketId]
  if (!ticket) return refuse('ticket.unknown')
  if (!canMove(ticket, 'voided')) return refuse('ticket.wrongState')
  if (!config.voidReasons.some((row) => row.id === command.reasonId)) return refuse('reason.unknown')
  return facts({ type: 'TicketVoided', ticketId: ticket.id, reasonId: command.reasonId, by: actorRef(actor) })
}
