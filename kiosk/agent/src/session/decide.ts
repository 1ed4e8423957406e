import type { Answer, CommandId, HallConfig, ScreenIntent, TicketId } from '@service-hall/contract'
import type { AgentFact, QueuedCommand } from '../ledger/facts.ts'
import type { AgentState } from '../ledger/state.ts'
import { paperReport, ticketQr } from '../paper/ticket.ts'
import { isBusy, isOver } from './state.ts'

type Issue = Extract<QueuedCommand, { type: 'ticket.issue' }>

export type TouchContext = {
  commandId: CommandId
  /** The hall's clock, epoch ms. */
  hallNow: number
  config: HallConfig
}

/**
 * A touch on a service. Only an idle kiosk takes it, and each touch id once: double taps, long presses and touches
 * while a ticket is under way come to nothing.
 */
export function touch(
  state: AgentState,
  intent: Extract<ScreenIntent, { type: 'issue' }>,
  { commandId, hallNow, config }: TouchContext,
): AgentFact[] {
  const { type: _type, touchId, ...wanted } = intent
  if (state.session.step !== 'idle' || state.touches.includes(touchId)) return []
  const validUntil = hallNow + config.policies.issueValidSeconds * 1_000
  const command: Issue = { type: 'ticket.issue', id: commandId, ...wanted, validUntil }
  return [{ type: 'CommandQueued', command, touchId }]
}

export type AnswerContext = {
  newId: () => CommandId
  config: HallConfig | null
  /** Whether this station has a printer at all; how it is, the print will tell. */
  hasPrinter: boolean
  /** Whether the hall has voided this ticket since. */
  isVoided: (ticketId: TicketId) => boolean
}

/**
 * The hall answered a command. A new ticket goes to the printer when its customer still stands there; a ticket that
 * comes too late is not printed, and staff hear of it.
 */
export function answered(
  state: AgentState,
  commandId: string,
  answer: Answer,
  context: AnswerContext,
): AgentFact[] {
  const command = state.outbox.find(({ id }) => id === commandId)
  if (command === undefined) return []
  const fact: AgentFact = { type: 'CommandAnswered', commandId, answer }
  if (command.type !== 'ticket.issue' || !answer.ok || answer.result.ticket === undefined) return [fact]
  return [fact, ...ticketCame(state, command, answer.result.ticket, context)]
}

type NewTicket = NonNullable<Extract<Answer, { ok: true }>['result']['ticket']>

function ticketCame(
  { session }: AgentState,
  { id: commandId, serviceId, language }: Issue,
  { id: ticketId, number, ahead, issuedAt, classId }: NewTicket,
  { newId, config, hasPrinter, isVoided }: AnswerContext,
): AgentFact[] {
  const notPrinted = (evidence: string): Omit<Extract<AgentFact, { type: 'PrintEnded' }>, 'shown'> => ({
    type: 'PrintEnded',
    ticketId,
    attempt: 1,
    outcome: 'notPrinted',
    evidence,
  })
  const report = (evidence: string): AgentFact =>
    paperReport(newId(), { ticketId, attempt: 1, outcome: 'notPrinted', evidence })
  if (session.step !== 'issuing' || session.commandId !== commandId) {
    return [notPrinted('customerLeft'), report('customerLeft')]
  }
  const { touchId } = session
  const priority = classId && config?.priorityClasses.slice(1).find((row) => row.id === classId)?.name
  const qr = ticketQr(config?.hall.id ?? '', ticketId, number)
  const ticket = { number, serviceId, ahead, issuedAt, qr, ...(priority ? { priority } : {}) }
  const unprintable = !hasPrinter ? 'noPrinter' : isVoided(ticketId) ? 'voided' : undefined
  if (unprintable !== undefined) {
    return [{ ...notPrinted(unprintable), shown: { touchId, ticket } }, report(unprintable)]
  }
  return [{ type: 'PrintStarted', ticketId, attempt: 1, language, ticket, touchId }]
}

/** The time for an answer is over: the customer is told, and need not wait. */
export function deadlinePassed({ session }: AgentState, commandId: string): AgentFact[] {
  if (session.step !== 'issuing' || session.commandId !== commandId) return []
  return [{ type: 'TouchLapsed', commandId }]
}

/** The customer leaves the last page, or nobody has touched it for long. Never ends what is under way. */
export function leave({ session }: AgentState, cause: 'dismissed' | 'idle'): AgentFact[] {
  return isOver(session) && !isBusy(session) ? [{ type: 'SessionEnded', cause }] : []
}

/** After a restart: whoever stood here so long ago has gone, and a ticket that still comes finds nobody. */
export function cleared({ session }: AgentState): AgentFact[] {
  if (session.step === 'idle') return []
  const ended: AgentFact = { type: 'SessionEnded', cause: 'idle' }
  return session.step === 'issuing' ? [{ type: 'TouchLapsed', commandId: session.commandId }, ended] : [ended]
}
