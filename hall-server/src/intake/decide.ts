import {
  actorRef,
  byId,
  canMove,
  hasEnded,
  isServiceOpen,
  isPaperUnsettled,
  peopleAhead,
} from '@service-hall/contract'
import type { Decidable, HallConfig, HallView, Language, Ticket } from '@service-hall/contract'
import { facts, refuse } from '../core/decision.ts'
import type { Context, Decider, HasView } from '../core/decision.ts'
import { classFor } from './class-for.ts'
import { nextCount, ticketNumber } from './state.ts'
import type { IntakeState } from './state.ts'

/** 取号: gives the customer the next number of the service's group. */
export const issue: Decider<'ticket.issue', HasView & { intake: IntakeState }> = (
  state,
  command,
  context,
) => {
  const { config, now, day, actor } = context
  if (hasExpired(command, context)) return refuse('command.expired')
  if (isFarAhead(command, context)) return refuse('command.validTooLong')
  const service = byId(config.services, command.serviceId)
  const group = service && byId(config.groups, service.group)
  if (!service || !group) return refuse('service.unknown')
  if (service.retired) return refuse('service.retired')
  // Nobody is sent away by a clock that nobody believes.
  const { timeUnknown = false } = state.view.clock ?? {}
  if (!timeUnknown && !isServiceOpen(config, service, now)) return refuse('service.closed')
  if (hasEnough(state.view, command, config)) return refuse('ticket.alreadyOpen')
  const given = classFor(command, context)
  if (!given.ok) return given

  const count = nextCount(state.intake, day, group.prefix, state.view.taken)
  const number = ticketNumber(group.prefix, count)
  const ticketId = context.newId() as Ticket['id']
  const newcomer = { serviceId: service.id, classId: given.priority.id, arrivedAt: now }
  const ahead = peopleAhead(state.view, config, newcomer, now)
  return {
    ...facts({
      type: 'TicketIssued',
      ticketId,
      number,
      day,
      count,
      groupId: group.id,
      serviceId: service.id,
      classId: given.priority.id,
      language: spoken(command.language, context.config),
      senior: command.senior,
      ahead,
      ...(actor.kind === 'station' ? { stationId: actor.stationId } : {}),
      ...(command.subjectId ? { subjectId: command.subjectId } : {}),
      by: actorRef(actor),
    }),
    result: { ticket: { id: ticketId, number, ahead, issuedAt: now, classId: given.priority.id } },
  }
}

/**
 * Whether the customer waits no longer. Where the hall's clock did not run steadily since the touch, the kiosk says so: it
 * measures a duration.
 */
function hasExpired(command: Decidable<'ticket.issue'>, context: Context): boolean {
  return command.lapsed === true || (isComparable(command, context) && context.now > command.validUntil)
}

/**
 * A touch is valid for two minutes at most (`issueValidSeconds`), and kiosks count in the hall's time, give or take a
 * second. One that would be valid for longer than this comes from a clock that is wrong by as much, or from no kiosk: it
 * would make a ticket for somebody who left.
 */
const MOST_AHEAD_MS = 10 * 60_000

function isFarAhead(command: Decidable<'ticket.issue'>, context: Context): boolean {
  return isComparable(command, context) && command.validUntil > context.now + MOST_AHEAD_MS
}

function isComparable({ asOf }: Decidable<'ticket.issue'>, { steadyFrom = 0 }: Context): boolean {
  return asOf === undefined || asOf >= steadyFrom
}

/** A kiosk's word on what became of the paper. Only the ticket's own kiosk, once per attempt. */
export const reportPaper: Decider<'ticket.paper'> = (state, command, { actor }) => {
  const ticket = state.view.tickets[command.ticketId]
  if (!ticket) return refuse('ticket.unknown')
  if (actor.kind === 'station' && ticket.stationId !== actor.stationId) return refuse('access.denied')
  const { paper } = ticket
  if (paper.status !== 'pending' || paper.attempt !== command.attempt) return refuse('ticket.paperSettled')
  return facts({
    type: 'TicketPaperReported',
    ticketId: ticket.id,
    attempt: command.attempt,
    outcome: command.outcome,
    evidence: command.evidence,
    by: actorRef(actor),
  })
}

/**
 * Staff settle a paper that did not come out or may not have. It is printed again only by the kiosk it came from, so by
 * none that the hall no longer has.
 */
export const resolvePaper: Decider<'ticket.resolvePaper'> = (state, command, context) => {
  const ticket = state.view.tickets[command.ticketId]
  if (!ticket) return refuse('ticket.unknown')
  if (!isPaperUnsettled(ticket.paper, context.now)) return refuse('ticket.paperSettled')
  if (hasEnded(ticket)) return refuse('ticket.wrongState')
  if (command.decision === 'reprint' && !byId(context.config.stations, ticket.stationId))
    return refuse('station.unknown')
  const attempt = 'attempt' in ticket.paper ? ticket.paper.attempt : 1
  const resolved = {
    type: 'TicketPaperResolved' as const,
    ticketId: ticket.id,
    decision: command.decision,
    attempt: command.decision === 'reprint' ? attempt + 1 : attempt,
    by: actorRef(context.actor),
  }
  if (command.decision !== 'void') return facts(resolved)
  if (!canMove(ticket, 'voided')) return refuse('ticket.wrongState')
  return facts(resolved, { type: 'TicketVoided', ticketId: ticket.id, by: resolved.by })
}

/** A language that this hall speaks: a kiosk may still offer one that the hall has given up. */
function spoken(wanted: Language, { hall: { languages } }: HallConfig): Language {
  return languages.includes(wanted) ? wanted : (languages[0] ?? wanted)
}

/** Whether a person has as many tickets for a service as one may; a ticket that missed its call does not count. */
function hasEnough(
  { tickets }: HallView,
  { subjectId, serviceId }: Pick<Decidable<'ticket.issue'>, 'subjectId' | 'serviceId'>,
  { policies }: HallConfig,
): boolean {
  const { openTicketsPerPerson: most = 1 } = policies
  if (subjectId === undefined || most === 0) return false
  const open = Object.values(tickets).filter(
    (ticket) => ticket.subjectId === subjectId && ticket.serviceId === serviceId && isInHand(ticket),
  )
  return open.length >= most
}

function isInHand({ state: { status } }: Ticket): boolean {
  return status === 'waiting' || status === 'called' || status === 'serving' || status === 'parked'
}
