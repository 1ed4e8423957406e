import type { LimitedAudience } from '../access.ts'
import type { CounterPart } from '../counter/part.ts'
import { table } from '../define/table.ts'
import type { TicketId } from '../ids.ts'
import { invitationsSeen } from '../rating/part.ts'
import type { RatingPart } from '../rating/part.ts'
import type { TicketPart } from './part.ts'
import { hasEnded, mayComeBack } from './ticket.ts'
import type { Ticket } from './ticket.ts'

type View = TicketPart & CounterPart & RatingPart

/** Tickets as an audience gets them: those that have ended only while something live points at them. */
export function ticketsSeen(view: View, audience: LimitedAudience): Record<string, Ticket> {
  const referred = referredTickets(view, audience)
  const tickets = table<Ticket>()
  for (const ticket of Object.values(view.tickets)) {
    if (!hasEnded(ticket) || mayComeBack(ticket) || referred.has(ticket.id))
      tickets[ticket.id] = ticketSeen(ticket, audience)
  }
  return tickets
}

/** Nobody but administrators learns who a ticket's customer is; the public display learns of no paper or rating. */
function ticketSeen(ticket: Ticket, audience: LimitedAudience): Ticket {
  const seen = { ...ticket, subjectId: null }
  if (audience !== 'display') return seen
  return { ...seen, stationId: null, paper: { status: 'none' }, rating: null }
}

/** Tickets that something live points at, ended or not: an undo, a call on the display, a rating. */
export function referredTickets(view: View, audience: LimitedAudience): Set<TicketId> {
  return new Set([
    ...Object.values(view.counters).flatMap(({ undo }) => (undo ? [undo.ticketId] : [])),
    ...view.calls.map((call) => call.ticketId),
    ...Object.values(invitationsSeen(view, audience)).map((invitation) => invitation.ticketId),
  ])
}
