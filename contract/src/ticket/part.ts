import type { CounterId, TicketId } from '../ids.ts'
import type { Ticket } from './ticket.ts'

/** A line of the call display. `times` is 1 for a call, one more for each recall. */
export type Call = {
  /** Number of the fact of the latest (re)call: names the announcement. */
  callNumber: number
  ticketId: TicketId
  ticketNumber: string
  counterId: CounterId
  at: number
  times: number
}

/** More than the counters of any hall: a call display asks for the voice of calls that are listed. */
export const CALLS_KEPT = 48

/** Tickets of the day, who waits in which order, and whom the display shows. */
export type TicketPart = {
  tickets: Record<string, Ticket>
  /** Waiting tickets in order of arrival, by lane (see `laneOf`). */
  lanes: Record<string, TicketId[]>
  /** Newest first, one row a ticket, at most `CALLS_KEPT`. */
  calls: Call[]
  /** Numbers of other days' tickets that are open, or may be again: not given out today. */
  taken: Record<string, true>
}
