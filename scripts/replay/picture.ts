import type { HallView, Ticket, TicketStatus } from '@service-hall/contract'

type Named = { id: string; name: { zh: string; en: string } }

/** A hall at one moment, ready to be shown or sent on: ids and figures, nobody's name. */
export type HallPicture = {
  hall: { id: string; name: { zh: string; en: string } } | null
  timeZone: string
  /** Epoch ms. */
  at: number
  /** Number of the last fact before that moment. */
  factNumber: number
  businessDay: string | null
  counters: CounterPicture[]
  /** Services with somebody waiting, tickets in order of arrival; `counter`: they wait for that one only. */
  waiting: (Named & { tickets: { number: string; class: string; since: number; counter?: string }[] })[]
  devices: (Named & { state: string; paper?: string; error?: string; since: number | null })[]
  stations: (Named & { connected: boolean; enrolled: boolean })[]
  today: Figures
}

export type CounterPicture = Named & {
  number: string
  duty: 'closed' | 'open' | 'paused'
  staff?: string
  reason?: string
  ticket?: { number: string; status: 'called' | 'serving'; since: number }
}

export type Figures = {
  issued: number
  byStatus: Partial<Record<TicketStatus, number>>
  /** Means over the customers called or completed today, seconds; null when there was none. */
  meanWaitSeconds: number | null
  meanServiceSeconds: number | null
  ratings: { count: number; mean: number | null }
}

/** Reads a picture out of the state after some fact. */
export function pictureOf(view: HallView, at: number, timeZone: string): HallPicture {
  const { config } = view
  const tickets = Object.values(view.tickets)
  return {
    hall: config && { id: config.hall.id, name: config.hall.name },
    timeZone,
    at,
    factNumber: view.number,
    businessDay: view.day,
    counters: (config?.counters ?? []).map(({ id, number, name }) => ({
      id,
      number,
      name,
      ...dutyOf(view, id),
    })),
    waiting: (config?.services ?? []).flatMap(({ id, name }) => {
      const here = tickets.filter((ticket) => ticket.serviceId === id && ticket.state.status === 'waiting')
      here.sort((a, b) => a.arrivedAt - b.arrivedAt || a.order - b.order)
      return here.length === 0 ? [] : [{ id, name, tickets: here.map(waitingTicket) }]
    }),
    devices: (config?.devices ?? []).map(({ id, name }) => {
      const known = view.devices[id]
      const { device = 'never reported', paper, error } = known?.state ?? {}
      return {
        id,
        name,
        state: device,
        ...(paper === undefined ? {} : { paper }),
        ...(error === undefined ? {} : { error }),
        since: known?.since ?? null,
      }
    }),
    stations: (config?.stations ?? []).map(({ id, name }) => ({
      id,
      name,
      connected: view.stations[id]?.connected ?? false,
      enrolled: view.stations[id]?.enrolled ?? false,
    })),
    today: figuresOf(tickets.filter((ticket) => ticket.day === view.day)),
  }
}

function dutyOf(
  view: HallView,
  counterId: string,
): Pick<CounterPicture, 'duty' | 'staff' | 'reason' | 'ticket'> {
  const counter = view.counters[counterId]
  if (!counter) return { duty: 'closed' }
  const { duty, holding } = counter
  const held = holding === null ? undefined : view.tickets[holding]
  return {
    duty: duty.status,
    ...(duty.status === 'closed' ? {} : { staff: duty.staffId }),
    ...(duty.status === 'paused' ? { reason: duty.reasonId } : {}),
    ...heldTicket(held),
  }
}

function heldTicket(ticket: Ticket | undefined): Pick<CounterPicture, 'ticket'> {
  if (ticket?.state.status === 'called')
    return { ticket: { number: ticket.number, status: 'called', since: ticket.state.calledAt } }
  if (ticket?.state.status === 'serving')
    return { ticket: { number: ticket.number, status: 'serving', since: ticket.state.startedAt } }
  return {}
}

function waitingTicket({ number, classId, arrivedAt, state }: Ticket) {
  const target = state.status === 'waiting' ? state.target : null
  return { number, class: classId, since: arrivedAt, ...(target === null ? {} : { counter: target }) }
}

/** Figures of one business day's tickets. */
export function figuresOf(tickets: readonly Ticket[]): Figures {
  const byStatus: Figures['byStatus'] = {}
  const waits: number[] = []
  const services: number[] = []
  for (const { state, arrivedAt } of tickets) {
    byStatus[state.status] = (byStatus[state.status] ?? 0) + 1
    if ('calledAt' in state) waits.push(state.calledAt - arrivedAt)
    if (state.status === 'completed') services.push(state.endedAt - state.startedAt)
  }
  const levels = tickets.flatMap(({ rating }) => (rating === null ? [] : [rating]))
  return {
    issued: tickets.length,
    byStatus,
    meanWaitSeconds: inSeconds(mean(waits)),
    meanServiceSeconds: inSeconds(mean(services)),
    ratings: { count: levels.length, mean: mean(levels) },
  }
}

const inSeconds = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 1000))

function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
