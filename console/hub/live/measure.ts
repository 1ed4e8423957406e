import { lookUp } from '@service-hall/contract'
import type { CounterId, Fact, HallView, ServiceId, StaffId } from '@service-hall/contract'

/**
 * One thing that a fact adds to the figures of its hall: what, for which service, counter and member of staff, and how
 * long it took where it took time, ms.
 */
export type Measure = {
  kind: 'issued' | 'called' | 'served' | 'noShow' | 'rated'
  serviceId: ServiceId | null
  counterId: CounterId | null
  staffId: StaffId | null
  /** `called`: from arrival; `served`: from call to end. */
  ms?: number
  level?: number
}

/** What a fact adds, by the hall's view as it was before it. Pure: figures of any time are made again from facts. */
export function measureOf(view: HallView, fact: Fact, at: number): Measure | null {
  switch (fact.type) {
    case 'TicketIssued':
      return { kind: 'issued', serviceId: fact.serviceId, counterId: null, staffId: null }
    case 'TicketCalled': {
      const ticket = lookUp(view.tickets, fact.ticketId)
      if (!ticket) return null
      const { counterId, staffId } = fact
      // Called again after a no-show: the wait was counted then.
      if (ticket.state.status !== 'waiting') return null
      return {
        kind: 'called',
        serviceId: ticket.serviceId,
        counterId,
        staffId,
        ms: Math.max(0, at - ticket.arrivedAt),
      }
    }
    case 'ServiceCompleted': {
      const ticket = lookUp(view.tickets, fact.ticketId)
      if (ticket?.state.status !== 'serving') return null
      const { counterId, staffId } = fact
      return {
        ...{ kind: 'served', serviceId: ticket.serviceId, counterId, staffId },
        ms: Math.max(0, at - ticket.state.calledAt),
      }
    }
    case 'TicketNoShow': {
      const ticket = lookUp(view.tickets, fact.ticketId)
      return {
        kind: 'noShow',
        serviceId: ticket?.serviceId ?? null,
        counterId: fact.counterId,
        staffId: null,
      }
    }
    case 'RatingGiven': {
      const ticket = lookUp(view.tickets, fact.ticketId)
      const { counterId, staffId, level } = fact
      return { kind: 'rated', serviceId: ticket?.serviceId ?? null, counterId, staffId, level }
    }
    default:
      return null
  }
}
