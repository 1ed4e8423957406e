import { table } from '../define/table.ts'
import type { BusinessDay } from '../time.ts'
import type { RatingLevel } from '../rating/words.ts'
import type { TicketPart } from './part.ts'
import { hasEnded } from './ticket.ts'
import type { Ticket } from './ticket.ts'

/** Sums over tickets, from which the figures of a day are made. */
export type TicketTotals = {
  issued: number
  served: number
  /** Of those called: how many, and how long they waited in all, ms. */
  waited: number
  waitMs: number
  /** Of finished cases: how many, and how long they took in all, ms. */
  handled: number
  handlingMs: number
  ratings: Record<RatingLevel, number>
}

/** What a snapshot says of the tickets of a day that have ended and that it leaves out. */
export type EndedTotals = TicketTotals & { day: BusinessDay | null }

export function noTotals(): TicketTotals {
  const ratings = { 1: 0, 2: 0, 3: 0, 4: 0, 5: 0 }
  return { issued: 0, served: 0, waited: 0, waitMs: 0, handled: 0, handlingMs: 0, ratings }
}

/** Adds a ticket to sums, in place. `now`: epoch ms; whoever still waits has waited until then. */
export function addTicketTo(totals: TicketTotals, { state, arrivedAt, rating }: Ticket, now: number): void {
  totals.issued += 1
  if (rating !== null) totals.ratings[rating] += 1
  const calledAt = state.status === 'waiting' ? now : 'calledAt' in state ? state.calledAt : null
  if (calledAt !== null) {
    totals.waited += 1
    totals.waitMs += Math.max(0, calledAt - arrivedAt)
  }
  if (state.status !== 'completed') return
  totals.served += 1
  totals.handled += 1
  totals.handlingMs += state.endedAt - state.startedAt
}

/**
 * The tickets that a snapshot holds: those that are open, and those that something live points at. What has ended is
 * asked for; of it the snapshot has sums (`endedTotals`).
 */
export function ticketsHeld(
  tickets: TicketPart['tickets'],
  isReferred: (ticket: Ticket) => boolean,
): TicketPart['tickets'] {
  const held = table<Ticket>()
  for (const ticket of Object.values(tickets))
    if (!hasEnded(ticket) || isReferred(ticket)) held[ticket.id] = ticket
  return held
}

/** Sums over the tickets of the view's day that `held` leaves out. Undo does not reach them: it points at what it may undo. */
export function endedTotals(
  view: Pick<TicketPart, 'tickets'> & { day: BusinessDay | null },
  held: TicketPart['tickets'],
): EndedTotals {
  const totals = noTotals()
  for (const ticket of Object.values(view.tickets))
    if (ticket.day === view.day && held[ticket.id] === undefined) addTicketTo(totals, ticket, 0)
  return { ...totals, day: view.day }
}
