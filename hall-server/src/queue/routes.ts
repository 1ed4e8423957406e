import { EndedTicketsQuery, audienceOf, refuse } from '@service-hall/contract'
import type { EndedTickets } from '@service-hall/contract'
import { sendRefusal } from '@service-hall/server-kit/http'
import type { FastifyInstance } from 'fastify'
import type { HallOf } from '../core/hall.ts'
import { endedTickets } from './ended-tickets.ts'

/** Tickets that have ended: no snapshot holds them, so managers ask for them page by page. */
export function ticketRoutes(app: FastifyInstance, { hall }: { hall: HallOf }): void {
  app.get('/api/tickets/ended', async (request, reply) => {
    if (!request.peer) return sendRefusal(reply, refuse('access.signIn'))
    if (audienceOf(request.peer) !== 'administrator') return sendRefusal(reply, refuse('access.denied'))
    const query = EndedTicketsQuery.safeParse(request.query)
    if (!query.success) return sendRefusal(reply, refuse('input.invalid', 'wanted, before, limit'))
    let page: EndedTickets = { tickets: [], next: null }
    await hall.whenCommitted(
      ({ view }) => endedTickets(view, query.data),
      (found) => (page = found),
    )
    return page
  })
}
