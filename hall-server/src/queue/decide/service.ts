import { actorRef, byId, canMove, offered } from '@service-hall/contract'
import type { Ticket } from '@service-hall/contract'
import { facts, refuse } from '../../core/decision.ts'
import type { Context, Decider, Decision } from '../../core/decision.ts'
import { inviteRating } from '../../rating/decide.ts'
import type { WithRating } from '../../rating/state.ts'
import { nextFor } from '../order.ts'
import { ownCounterOf, customerAt } from './at-counter.ts'
import type { OwnCounter, AtCounter } from './at-counter.ts'

const MINUTE_MS = 60_000

function at(served: AtCounter, { actor }: Context) {
  return { ticketId: served.ticket.id, counterId: served.counter.id, by: actorRef(actor) }
}

function call(own: OwnCounter, ticket: Ticket, context: Context): Decision {
  return {
    ...facts({
      type: 'TicketCalled',
      ticketId: ticket.id,
      counterId: own.counter.id,
      staffId: own.staffId,
      by: actorRef(context.actor),
    }),
    result: {
      ticket: { id: ticket.id, number: ticket.number, ahead: ticket.ahead, issuedAt: ticket.arrivedAt },
    },
  }
}

/** 叫号: gives the next customer to a counter. */
export const callNext: Decider<'ticket.call'> = (state, command, context) => {
  const own = ownCounterOf(state, command.counterId, context)
  if (!own.ok) return own
  if (own.counter.holding) return refuse('counter.busy')
  const ticket = nextFor(state.view, own.config, context.config, context.now)
  return ticket ? call(own, ticket, context) : refuse('queue.empty')
}

/** Calls one chosen ticket that waits, is parked or missed its call. */
export const callChosen: Decider<'ticket.callChosen'> = (state, command, context) => {
  const own = ownCounterOf(state, command.counterId, context)
  if (!own.ok) return own
  if (own.counter.holding) return refuse('counter.busy')
  const ticket = state.view.tickets[command.ticketId]
  if (!ticket) return refuse('ticket.unknown')
  if (!canMove(ticket, 'called')) return refuse('ticket.notWaiting')
  if (!own.config.skills.includes(ticket.serviceId)) return refuse('counter.cannotServe')
  return call(own, ticket, context)
}

/** 重呼; at the recall limit the customer counts as a no-show (过号). */
export const recall: Decider<'ticket.recall'> = (state, command, context) => {
  const served = customerAt(state, command.counterId, context)
  if (!served.ok) return served
  const { state: stands } = served.ticket
  if (stands.status !== 'called') return refuse('ticket.wrongState')
  const recalls = stands.calls - 1
  if (recalls >= context.config.policies.recallLimit)
    return facts({ type: 'TicketNoShow', ...at(served, context) })
  return facts({ type: 'TicketRecalled', ...at(served, context), times: recalls + 1 })
}

/** 过号 */
export const noShow: Decider<'ticket.noShow'> = (state, command, context) => {
  const served = customerAt(state, command.counterId, context)
  if (!served.ok) return served
  if (!canMove(served.ticket, 'noShow')) return refuse('ticket.wrongState')
  return facts({ type: 'TicketNoShow', ...at(served, context) })
}

export const start: Decider<'ticket.start'> = (state, command, context) => {
  const served = customerAt(state, command.counterId, context)
  if (!served.ok) return served
  if (!canMove(served.ticket, 'serving')) return refuse('ticket.wrongState')
  return facts({ type: 'ServiceStarted', ...at(served, context) })
}

/** Ends the case and, where the counter has a rating pad, invites the customer to rate it. */
export const complete: Decider<'ticket.complete', WithRating> = (state, command, context) => {
  const served = customerAt(state, command.counterId, context)
  if (!served.ok) return served
  if (!canMove(served.ticket, 'completed')) return refuse('ticket.wrongState')
  const { staffId } = served
  return facts(
    { type: 'ServiceCompleted', ...at(served, context), staffId },
    ...inviteRating(state, { ticketId: served.ticket.id, counterId: served.counter.id, staffId }, context),
  )
}

/** 转移 to another service, or to one counter that offers the ticket's service. */
export const transfer: Decider<'ticket.transfer'> = (state, command, context) => {
  const served = customerAt(state, command.counterId, context)
  if (!served.ok) return served
  const { to } = command
  if (to.kind === 'service') {
    const service = byId(context.config.services, to.serviceId)
    if (!service) return refuse('service.unknown')
    if (service.retired) return refuse('service.retired')
  } else {
    const target = byId(context.config.counters, to.counterId)
    if (!target) return refuse('counter.unknown')
    if (target.retired) return refuse('counter.retired')
    if (state.view.counters[target.id]?.duty.status === 'closed') return refuse('counter.notOpen')
    if (!target.skills.includes(served.ticket.serviceId)) return refuse('counter.cannotServe')
  }
  return facts({ type: 'TicketTransferred', ...at(served, context), to })
}

/** 挂起 */
export const park: Decider<'ticket.park'> = (state, command, context) => {
  const served = customerAt(state, command.counterId, context)
  if (!served.ok) return served
  if (!byId(offered(context.config.parkReasons), command.reasonId)) return refuse('reason.unknown')
  const until = context.now + command.minutes * MINUTE_MS
  return facts({ type: 'TicketParked', ...at(served, context), reasonId: command.reasonId, until })
}
