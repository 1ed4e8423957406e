import { hasEnded, lookUp } from '@service-hall/contract'
import type { CommandId, HallConfig, HallView, Ticket } from '@service-hall/contract'
import type { OutboxFact } from '../outbox/facts.ts'
import { knownCommands } from '../outbox/state.ts'
import type { OutboxState } from '../outbox/state.ts'
import type { PaperFact } from './facts.ts'
import type { Papers } from './state.ts'
import { paperReport, reprintedTicket } from './ticket.ts'
import type { PaperResult } from './ticket.ts'

type NewId = () => CommandId
type Facts = (PaperFact | OutboxFact)[]

/** A print ended: kept, and reported to the hall. Nothing for an attempt that is not in the printer's hands. */
export function printEnded(state: { papers: Papers }, result: PaperResult, newId: NewId): Facts {
  const paper = lookUp(state.papers, result.ticketId)
  if (paper?.outcome !== 'printing' || paper.attempt !== result.attempt) return []
  return [{ type: 'PrintEnded', ...result }, paperReport(newId(), result)]
}

/** What was in the printer's hands when the program ended: nobody knows what became of it. */
export function resumed(state: { papers: Papers }, newId: NewId): Facts {
  const lost = Object.entries(state.papers).filter(([, paper]) => paper.outcome === 'printing')
  return lost.flatMap(([ticketId, { attempt }]) =>
    printEnded(state, { ticketId, attempt, outcome: 'unknown', evidence: 'agentRestarted' }, newId),
  )
}

type PaperQuestion = { papers: Papers; outbox: OutboxState }
export type PaperContext = {
  newId: NewId
  stationId: string
  config: HallConfig
  hasPrinter: boolean
  /** Hall time, epoch ms. */
  now: number
}

/**
 * What the hall waits for from this station's printer: reprints that staff decided on, each attempt once, however
 * often the decision is heard of; and a report of papers that this machine knows nothing of (its disk was changed).
 */
export function papersDue(state: PaperQuestion, view: HallView, context: PaperContext): Facts {
  return Object.values(view.tickets).flatMap((ticket) => paperDue(state, ticket, view, context))
}

function paperDue(state: PaperQuestion, ticket: Ticket, view: HallView, context: PaperContext): Facts {
  const { newId, stationId, hasPrinter } = context
  if (ticket.stationId !== stationId || ticket.paper.status !== 'pending' || hasEnded(ticket)) return []
  const { attempt } = ticket.paper
  if ((lookUp(state.papers, ticket.id)?.attempt ?? 0) >= attempt) return []
  if (attempt === 1) return isAnswerDue(state) ? [] : unknownPaper(ticket, newId)
  return hasPrinter ? [reprint(ticket, attempt, { view, ...context })] : noPrinter(ticket, attempt, newId)
}

/** The answer that brings this ticket to us may still be on its way. */
function isAnswerDue({ outbox }: PaperQuestion): boolean {
  return knownCommands(outbox).some(({ type }) => type === 'ticket.issue')
}

function reprint(ticket: Ticket, attempt: number, hall: PaperContext & { view: HallView }): PaperFact {
  const { id: ticketId, language } = ticket
  return { type: 'PrintStarted', ticketId, attempt, language, ticket: reprintedTicket(ticket, hall) }
}

function unknownPaper(ticket: Ticket, newId: NewId): Facts {
  return ended({ ticketId: ticket.id, attempt: 1, outcome: 'unknown', evidence: 'noRecord' }, newId)
}

function noPrinter(ticket: Ticket, attempt: number, newId: NewId): Facts {
  return ended({ ticketId: ticket.id, attempt, outcome: 'notPrinted', evidence: 'noPrinter' }, newId)
}

function ended(result: PaperResult, newId: NewId): Facts {
  return [{ type: 'PrintEnded', ...result }, paperReport(newId(), result)]
}
