import type { Answer, CommandId, HallConfig, ScreenIntent, TicketId } from '@service-hall/contract'
import type { OutboxFact, QueuedCommand } from '../outbox/facts.ts'
import type { PaperFact } from '../paper/facts.ts'
import { paperReport, shownTicket } from '../paper/ticket.ts'
import type { SessionFact } from './facts.ts'
import { isBusy, isOver } from './state.ts'
import type { SessionState } from './state.ts'

type Issue = Extract<QueuedCommand, { type: 'ticket.issue' }>

export type TouchContext = {
  commandId: CommandId
  /** The hall's clock, epoch ms. */
  hallNow: number
  /** Number of the last fact known; null while the hall is one that cannot use it. */
  asOf?: number | null
  config: HallConfig
}

/**
 * A touch on a service. Only an idle kiosk takes it, and each touch id once: double taps, long presses and touches
 * while a ticket is under way come to nothing.
 */
export function touch(
  state: { session: SessionState; touches: readonly string[] },
  intent: Extract<ScreenIntent, { type: 'issue' }>,
  { commandId, hallNow, asOf = null, config }: TouchContext,
): OutboxFact[] {
  const { type: _type, touchId, ...wanted } = intent
  if (state.session.step !== 'idle' || state.touches.includes(touchId)) return []
  const validUntil = hallNow + config.policies.issueValidSeconds * 1_000
  const command: Issue = {
    type: 'ticket.issue',
    id: commandId,
    ...wanted,
    validUntil,
    ...(asOf === null ? {} : { asOf }),
  }
  return [{ type: 'CommandQueued', command, touchId }]
}

export type AnswerContext = {
  newId: () => CommandId
  config: HallConfig | null
  /** Whether this station has a printer at all; how it is, the print will tell. */
  hasPrinter: boolean
  /** Whether the hall has voided this ticket since. */
  isVoided: (ticketId: TicketId) => boolean
  /** Whether the hall knows what time it is; else nothing is said of how long a ticket lasts. */
  knowsTime: boolean
}

type NewTicket = NonNullable<Extract<Answer, { ok: true }>['result']['ticket']>

/**
 * The hall answered the touch. A new ticket goes to the printer when its customer still stands there; a ticket that
 * comes too late is not printed, and staff hear of it.
 */
export function ticketAnswered(
  state: { session: SessionState },
  command: Issue,
  answer: Answer,
  context: AnswerContext,
): (PaperFact | OutboxFact)[] {
  if (!answer.ok || answer.result.ticket === undefined) return []
  return ticketCame(state.session, command, answer.result.ticket, context)
}

function ticketCame(
  session: SessionState,
  { id: commandId, serviceId, language }: Issue,
  { id: ticketId, number, ahead, issuedAt, classId }: NewTicket,
  { newId, config, hasPrinter, isVoided, knowsTime }: AnswerContext,
): (PaperFact | OutboxFact)[] {
  const notPrinted = (evidence: string): Omit<Extract<PaperFact, { type: 'PrintEnded' }>, 'shown'> => ({
    type: 'PrintEnded',
    ticketId,
    attempt: 1,
    outcome: 'notPrinted',
    evidence,
  })
  const report = (evidence: string): OutboxFact =>
    paperReport(newId(), { ticketId, attempt: 1, outcome: 'notPrinted', evidence })
  if (session.step !== 'issuing' || session.commandId !== commandId) {
    return [notPrinted('customerLeft'), report('customerLeft')]
  }
  const { touchId } = session
  const at = knowsTime ? issuedAt : undefined
  const ticket = shownTicket({ id: ticketId, number, serviceId, classId, issuedAt, ahead, at }, config)
  const unprintable = !hasPrinter ? 'noPrinter' : isVoided(ticketId) ? 'voided' : undefined
  if (unprintable !== undefined) {
    return [{ ...notPrinted(unprintable), shown: { touchId, ticket } }, report(unprintable)]
  }
  return [{ type: 'PrintStarted', ticketId, attempt: 1, language, ticket, touchId }]
}

/** The time for an answer is over: the customer is told, and need not wait. */
export function deadlinePassed({ session }: { session: SessionState }, commandId: string): SessionFact[] {
  if (session.step !== 'issuing' || session.commandId !== commandId) return []
  return [{ type: 'TouchLapsed', commandId }]
}

/** The customer leaves the last page, or nobody has touched it for long. Never ends what is under way. */
export function leave({ session }: { session: SessionState }, cause: 'dismissed' | 'idle'): SessionFact[] {
  return isOver(session) && !isBusy(session) ? [{ type: 'SessionEnded', cause }] : []
}

/** After a restart: whoever stood here so long ago has gone, and a ticket that still comes finds nobody. */
export function cleared({ session }: { session: SessionState }): SessionFact[] {
  if (session.step === 'idle') return []
  const ended: SessionFact = { type: 'SessionEnded', cause: 'idle' }
  return session.step === 'issuing' ? [{ type: 'TouchLapsed', commandId: session.commandId }, ended] : [ended]
}
