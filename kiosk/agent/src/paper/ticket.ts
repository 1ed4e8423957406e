import type { CommandId, PaperOutcome, TicketId } from '@service-hall/contract'
import type { OutboxFact } from '../outbox/facts.ts'

const EVIDENCE_MAX = 60

/** What became of an attempt to print a ticket. */
export type PaperResult = { ticketId: string; attempt: number; outcome: PaperOutcome; evidence: string }

/** Queues the report of a paper to the hall. */
export function paperReport(
  id: CommandId,
  { ticketId, attempt, outcome, evidence }: PaperResult,
): OutboxFact {
  return {
    type: 'CommandQueued',
    command: {
      type: 'ticket.paper',
      id,
      // Ticket ids come from the hall alone and are handed back as they came.
      ticketId: ticketId as TicketId,
      attempt,
      outcome,
      evidence: evidence.slice(0, EVIDENCE_MAX),
    },
  }
}
