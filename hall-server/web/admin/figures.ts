import type { HallView, RatingLevel, Ticket } from '@service-hall/contract'

/** A hall's day so far. Means are null while there is nothing to take the mean of. */
export type Figures = {
  issued: number
  served: number
  /** Called and not come, and not back yet. */
  noShow: number
  waiting: number
  /**
   * Mean wait, ms: from ticket to call, of everybody who was called or served, AND of those who still wait, as long
   * as they have waited by now. Leaving those out would make a hall look best when its queue stands still.
   */
  meanWaitMs: number | null
  /** Mean handling time of finished cases, ms. */
  meanHandlingMs: number | null
  /** Ratings given, by level. */
  ratings: Record<RatingLevel, number>
}

/** How long this ticket waited for its call, or has waited until now; null where the call is no longer known. */
function waitOf(ticket: Ticket, now: number): number | null {
  const { state } = ticket
  switch (state.status) {
    case 'waiting':
      return Math.max(0, now - ticket.arrivedAt)
    case 'called':
    case 'serving':
    case 'completed':
      return Math.max(0, state.calledAt - ticket.arrivedAt)
    case 'parked':
    case 'noShow':
    case 'voided':
    case 'closed':
      return null
  }
}

const isNumber = (value: number | null): value is number => value !== null

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

/** Figures of the business day that `view` stands in. */
export function figures(view: HallView, now: number): Figures {
  const tickets = Object.values(view.tickets).filter((ticket) => ticket.day === view.day)
  const count = (status: Ticket['state']['status']): number =>
    tickets.filter((ticket) => ticket.state.status === status).length
  const handled = tickets.flatMap(({ state }) =>
    state.status === 'completed' ? [state.endedAt - state.startedAt] : [],
  )
  const ratings: Record<RatingLevel, number> = { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 }
  for (const { rating } of tickets) if (rating !== null) ratings[rating] += 1
  return {
    issued: tickets.length,
    served: count('completed'),
    noShow: count('noShow'),
    waiting: count('waiting'),
    meanWaitMs: mean(tickets.map((ticket) => waitOf(ticket, now)).filter(isNumber)),
    meanHandlingMs: mean(handled),
    ratings,
  }
}
