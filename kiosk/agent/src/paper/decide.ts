import { hasEnded } from '@service-hall/contract'
import type { CommandId, HallView, Ticket } from '@service-hall/contract'
import type { AgentFact } from '../ledger/facts.ts'
import type { AgentState } from '../ledger/state.ts'
import { paperReport, ticketQr } from './ticket.ts'
import type { PaperResult } from './ticket.ts'

type NewId = () => CommandId

/** A print ended: kept, and reported to the hall. Nothing for an attempt that is not in the printer's hands. */
export function printEnded(state: AgentState, result: PaperResult, newId: NewId): AgentFact[] {
  const paper = state.papers[result.ticketId]
  if (paper?.outcome !== 'printing' || paper.attempt !== result.attempt) return []
  return [{ type: 'PrintEnded', ...result }, paperReport(newId(), result)]
}

/** What was in the printer's hands when the program ended: nobody knows what became of it. */
export function resumed(state: AgentState, newId: NewId): AgentFact[] {
  const lost = Object.entries(state.papers).filter(([, paper]) => paper.outcome === 'printing')
  return lost.flatMap(([ticketId, { attempt }]) =>
    printEnded(state, { ticketId, attempt, outcome: 'unknown', evidence: 'agentRestarted' }, newId),
  )
}

export type PaperContext = { newId: NewId; stationId: string; hallId: string; hasPrinter: boolean }

/**
 * What the hall waits for from this station's printer: reprints that staff decided on, each attempt once, however
 * often the decision is heard of; and a word about papers that this machine knows nothing of (its disk was changed).
 */
export function papersDue(state: AgentState, view: HallView, context: PaperContext): AgentFact[] {
  return Object.values(view.tickets).flatMap((ticket) => paperDue(state, ticket, context))
}

function paperDue(state: AgentState, ticket: Ticket, context: PaperContext): AgentFact[] {
  const { newId, stationId, hasPrinter } = context
  if (ticket.stationId !== stationId || ticket.paper.status !== 'pending' || hasEnded(ticket)) return []
  const { attempt } = ticket.paper
  if ((state.papers[ticket.id]?.attempt ?? 0) >= attempt) return []
  if (attempt === 1) return isAnswerDue(state) ? [] : unknownPaper(ticket, newId)
  return hasPrinter ? [reprint(ticket, attempt, context)] : noPrinter(ticket, attempt, newId)
}

/** The answer that brings this ticket to us may still be on its way. */
function isAnswerDue(state: AgentState): boolean {
  return state.outbox.some(({ type }) => type === 'ticket.issue')
}

function reprint(ticket: Ticket, attempt: number, { hallId }: PaperContext): AgentFact {
  const { id: ticketId, number, serviceId, ahead, arrivedAt: issuedAt, language } = ticket
  const qr = ticketQr(hallId, ticketId, number)
  return {
    type: 'PrintStarted',
    ticketId,
    attempt,
    language,
    ticket: { number, serviceId, ahead, issuedAt, qr },
  }
}

function unknownPaper(ticket: Ticket, newId: NewId): AgentFact[] {
  return ended({ ticketId: ticket.id, attempt: 1, outcome: 'unknown', evidence: 'noRecord' }, newId)
}

function noPrinter(ticket: Ticket, attempt: number, newId: NewId): AgentFact[] {
  return ended({ ticketId: ticket.id, attempt, outcome: 'notPrinted', evidence: 'noPrinter' }, newId)
}

function ended(result: PaperResult, newId: NewId): AgentFact[] {
  return [{ type: 'PrintEnded', ...result }, paperReport(newId(), result)]
}
