import { z } from 'zod'
import { MOST_FACTS } from '../bounds.ts'
import { ClassId, CounterId, ServiceId, TicketId } from '../ids.ts'
import { RatingLevel } from '../rating/words.ts'
import { Instant } from '../time.ts'

/** The most tickets on one page of an answer. */
const MOST_ON_PAGE = 100

/** `GET /api/tickets/ended`: tickets of the day that have ended, the latest issued first. */
export const EndedTicketsQuery = z.object({
  /** A number or the beginning of one, as people type it; absent: all. */
  wanted: z.string().max(120).optional(),
  /** Where the page before ended (`next` of its answer); absent: from the latest. */
  before: z.coerce.number().int().min(1).max(MOST_FACTS).optional(),
  limit: z.coerce.number().int().min(1).max(MOST_ON_PAGE).default(40),
})
export type EndedTicketsQuery = z.infer<typeof EndedTicketsQuery>

export const EndedTicket = z.object({
  id: TicketId,
  number: z.string(),
  serviceId: ServiceId,
  classId: ClassId,
  /** Where it was served; null: nowhere. */
  counterId: CounterId.nullable(),
  status: z.enum(['completed', 'voided', 'closed']),
  arrivedAt: Instant,
  calledAt: Instant.nullable(),
  endedAt: Instant,
  rating: RatingLevel.nullable(),
})
export type EndedTicket = z.infer<typeof EndedTicket>

/** `next`: for `before` of the next page; null: this is the last. */
export const EndedTickets = z.object({ tickets: z.array(EndedTicket), next: z.number().int().nullable() })
export type EndedTickets = z.infer<typeof EndedTickets>
