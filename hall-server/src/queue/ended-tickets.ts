import { hasEnded, isTicketWanted } from '@service-hall/contract'
import type { EndedTicket, EndedTickets, EndedTicketsQuery, HallView, Ticket } from '@service-hall/contract'

/** One page of the tickets of the day that have ended, the latest issued first. */
export function endedTickets(
  { tickets }: Pick<HallView, 'tickets'>,
  { wanted = '', before = Infinity, limit }: EndedTicketsQuery,
): EndedTickets {
  const found = Object.values(tickets)
    .filter((ticket) => ticket.order < before && hasEnded(ticket) && isTicketWanted(ticket.number, wanted))
    .sort((a, b) => b.order - a.order)
  const page = found.slice(0, limit)
  return {
    tickets: page.flatMap((ticket) => endedTicket(ticket) ?? []),
    next: found.length > limit ? (page.at(-1)?.order ?? null) : null,
  }
}

function endedTicket({
  state,
  id,
  number,
  serviceId,
  classId,
  arrivedAt,
  rating,
}: Ticket): EndedTicket | null {
  const own = { id, number, serviceId, classId, arrivedAt, rating }
  switch (state.status) {
    case 'completed': {
      const { status, counterId, calledAt, endedAt } = state
      return { ...own, status, counterId, calledAt, endedAt }
    }
    case 'voided':
    case 'closed':
      return { ...own, status: state.status, counterId: null, calledAt: null, endedAt: state.at }
    default:
      return null
  }
}
