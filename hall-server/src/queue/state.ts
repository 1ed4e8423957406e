import type { FactEntry } from '@service-hall/contract'

/** When parked tickets are due back. Everything else of the queue is in the view that screens share. */
export interface QueueState {
  /** Ticket id → `until` (epoch ms) and the number of the fact that parked it. */
  parked: Record<string, { until: number; number: number }>
}

export function emptyQueue(): QueueState {
  return { parked: {} }
}

export function evolveQueue(state: QueueState, { fact, number }: FactEntry): void {
  switch (fact.type) {
    case 'TicketParked':
      state.parked[fact.ticketId] = { until: fact.until, number }
      break
    case 'TicketUnparked':
    case 'TicketCalled':
    case 'TicketVoided':
    case 'ActionUndone':
      delete state.parked[fact.ticketId]
      break
    case 'DayOpened':
      state.parked = {}
      break
    default:
      break
  }
}
