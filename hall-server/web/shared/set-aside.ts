import type { CounterConfig, HallView, ReasonId, ServiceId, TicketId } from '@service-hall/contract'

export type ParkedRow = {
  id: TicketId
  number: string
  serviceId: ServiceId
  reasonId: ReasonId
  /** When it comes back by itself, epoch ms. */
  until: number
}
export type NoShowRow = {
  id: TicketId
  number: string
  serviceId: ServiceId
  at: number
}

/** Parked tickets, the first to come back first; a counter sees those it could serve, null sees all. */
export function parkedTickets(view: HallView, counter: CounterConfig | null): ParkedRow[] {
  return Object.values(view.tickets)
    .flatMap(({ id, number, serviceId, state }) =>
      state.status === 'parked'
        ? [{ id, number, serviceId, reasonId: state.reasonId, until: state.until }]
        : [],
    )
    .filter((row) => counter?.skills.includes(row.serviceId) ?? true)
    .sort((a, b) => a.until - b.until)
}

/** No-shows, the latest first; a counter sees those it could serve, null sees all. */
export function noShowTickets(view: HallView, counter: CounterConfig | null): NoShowRow[] {
  return Object.values(view.tickets)
    .flatMap(({ id, number, serviceId, state }) =>
      state.status === 'noShow' ? [{ id, number, serviceId, at: state.at }] : [],
    )
    .filter((row) => counter?.skills.includes(row.serviceId) ?? true)
    .sort((a, b) => b.at - a.at)
}
