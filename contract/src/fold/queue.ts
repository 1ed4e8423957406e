import type { UndoableAction } from '../fact/index.ts'
import type { CounterId, TicketId } from '../ids.ts'
import { addTicket, moveTicket } from './lanes.ts'
import { hasEnded, isHeld } from './ticket.ts'
import type { Ticket, TicketState } from './ticket.ts'
import { CALLS_KEPT, counterOf } from './view.ts'
import type { Handlers, HallView } from './view.ts'
import type { FactEntry } from '../fact/index.ts'

type Move = {
  action: UndoableAction
  state: TicketState
  serviceId?: Ticket['serviceId']
}

/** A counter acts on a ticket: remembers how it was for undo, then moves it. */
function act(
  view: HallView,
  fact: { ticketId: TicketId; counterId: CounterId },
  entry: FactEntry,
  move: Move,
): void {
  const counter = counterOf(view, fact.counterId)
  const ticket = view.tickets[fact.ticketId]
  if (!ticket) return
  counter.undo = {
    action: move.action,
    at: entry.at,
    number: entry.number,
    ticketId: ticket.id,
    before: { serviceId: ticket.serviceId, state: ticket.state },
  }
  moveTicket(view, ticket, move, entry.number)
  counter.holding = isHeld(ticket) ? ticket.id : null
}

function showCall(
  view: HallView,
  ticket: Ticket,
  counterId: CounterId,
  entry: FactEntry,
  times: number,
): void {
  const rest = view.calls.filter((call) => call.ticketId !== ticket.id)
  const call = {
    callNumber: entry.number,
    ticketId: ticket.id,
    ticketNumber: ticket.number,
    counterId,
    at: entry.at,
    times,
  }
  view.calls = [call, ...rest].slice(0, CALLS_KEPT)
}

/** Lets go of whoever waits for one counter only: anybody with the skill may serve them. */
function releaseTargets(view: HallView, counterId: CounterId, revision: number): void {
  const lanes = Object.keys(view.lanes).filter((key) => key.startsWith(`@${counterId}/`))
  for (const id of lanes.flatMap((key) => [...(view.lanes[key] ?? [])])) {
    const ticket = view.tickets[id]
    if (ticket) moveTicket(view, ticket, { state: { status: 'waiting', target: null } }, revision)
  }
}

/** Waiting for one counter, as long as anybody is there: nobody waits for a closed one. */
function waitingFor(view: HallView, target: CounterId | null): TicketState {
  const isThere = target !== null && counterOf(view, target).duty.status !== 'closed'
  return { status: 'waiting', target: isThere ? target : null }
}

/** Tickets and the counters that hold them. */
export const queueHandlers: Handlers<HallView> = {
  DayOpened(view, fact, entry) {
    for (const ticket of Object.values(view.tickets)) {
      if (hasEnded(ticket)) delete view.tickets[ticket.id]
      else if (!isHeld(ticket))
        moveTicket(view, ticket, { state: { status: 'closed', at: entry.at } }, entry.number)
    }
    for (const counter of Object.values(view.counters)) counter.undo = null
    view.calls = view.calls.filter((call) => {
      const ticket = view.tickets[call.ticketId]
      return ticket !== undefined && isHeld(ticket)
    })
    view.day = fact.day
  },

  TicketIssued(view, fact, entry) {
    addTicket(view, {
      id: fact.ticketId,
      number: fact.number,
      day: fact.day,
      groupId: fact.groupId,
      serviceId: fact.serviceId,
      classId: fact.classId,
      language: fact.language,
      senior: fact.senior,
      arrivedAt: entry.at,
      order: entry.number,
      ahead: fact.ahead,
      stationId: fact.stationId ?? null,
      subjectId: fact.subjectId ?? null,
      paper: fact.stationId ? { status: 'pending', attempt: 1, since: entry.at } : { status: 'none' },
      state: { status: 'waiting', target: null },
      revision: entry.number,
      rating: null,
    })
  },

  TicketPaperReported(view, { ticketId, attempt, outcome, evidence }) {
    const ticket = view.tickets[ticketId]
    if (ticket) ticket.paper = { status: outcome, attempt, evidence }
  },

  TicketPaperResolved(view, fact, entry) {
    const ticket = view.tickets[fact.ticketId]
    if (!ticket) return
    if (fact.decision === 'reprint')
      ticket.paper = { status: 'pending', attempt: fact.attempt, since: entry.at }
    else ticket.paper = { status: fact.decision }
  },

  TicketCalled(view, fact, entry) {
    const { counterId } = fact
    act(view, fact, entry, {
      action: 'call',
      state: { status: 'called', counterId, calledAt: entry.at, calls: 1 },
    })
    const ticket = view.tickets[fact.ticketId]
    if (ticket) showCall(view, ticket, counterId, entry, 1)
  },

  TicketRecalled(view, fact, entry) {
    const ticket = view.tickets[fact.ticketId]
    if (ticket?.state.status !== 'called') return
    ticket.state = { ...ticket.state, calls: fact.times + 1 }
    showCall(view, ticket, fact.counterId, entry, fact.times + 1)
  },

  TicketNoShow(view, fact, entry) {
    const state: TicketState = { status: 'noShow', counterId: fact.counterId, at: entry.at }
    act(view, fact, entry, { action: 'noShow', state })
  },

  TicketReactivated(view, fact, entry) {
    const ticket = view.tickets[fact.ticketId]
    if (ticket) moveTicket(view, ticket, { state: { status: 'waiting', target: null } }, entry.number)
  },

  ServiceStarted(view, fact, entry) {
    const before = view.tickets[fact.ticketId]?.state
    const calledAt = before?.status === 'called' ? before.calledAt : entry.at
    const state: TicketState = { status: 'serving', counterId: fact.counterId, calledAt, startedAt: entry.at }
    act(view, fact, entry, { action: 'start', state })
  },

  ServiceCompleted(view, fact, entry) {
    const before = view.tickets[fact.ticketId]?.state
    const { calledAt, startedAt } =
      before?.status === 'serving' ? before : { calledAt: entry.at, startedAt: entry.at }
    const state: TicketState = {
      status: 'completed',
      counterId: fact.counterId,
      calledAt,
      startedAt,
      endedAt: entry.at,
    }
    act(view, fact, entry, { action: 'complete', state })
  },

  TicketTransferred(view, fact, entry) {
    act(view, fact, entry, {
      action: 'transfer',
      state: { status: 'waiting', target: fact.to.kind === 'counter' ? fact.to.counterId : null },
      ...(fact.to.kind === 'service' ? { serviceId: fact.to.serviceId } : {}),
    })
  },

  TicketParked(view, fact, entry) {
    const { counterId, reasonId, until } = fact
    act(view, fact, entry, { action: 'park', state: { status: 'parked', counterId, reasonId, until } })
  },

  TicketUnparked(view, fact, entry) {
    const ticket = view.tickets[fact.ticketId]
    if (ticket?.state.status !== 'parked') return
    const { counterId } = ticket.state
    const state = waitingFor(view, counterId)
    moveTicket(view, ticket, { state }, entry.number)
  },

  TicketVoided(view, fact, entry) {
    const ticket = view.tickets[fact.ticketId]
    if (!ticket) return
    moveTicket(view, ticket, { state: { status: 'voided', at: entry.at } }, entry.number)
    view.calls = view.calls.filter((call) => call.ticketId !== ticket.id)
  },

  CounterOpened(view, fact, entry) {
    counterOf(view, fact.counterId).duty = { status: 'open', staffId: fact.staffId, since: entry.at }
  },

  CounterPaused(view, fact, entry) {
    const counter = counterOf(view, fact.counterId)
    if (counter.duty.status === 'closed') return
    counter.duty = {
      status: 'paused',
      staffId: counter.duty.staffId,
      reasonId: fact.reasonId,
      since: entry.at,
    }
  },

  CounterResumed(view, fact, entry) {
    const counter = counterOf(view, fact.counterId)
    if (counter.duty.status === 'closed') return
    counter.duty = { status: 'open', staffId: counter.duty.staffId, since: entry.at }
  },

  CounterClosed(view, fact, entry) {
    const counter = counterOf(view, fact.counterId)
    const held = counter.holding ? view.tickets[counter.holding] : undefined
    // Closed over its customer's head (by a manager): the customer goes back to the old place, not away.
    if (held) moveTicket(view, held, { state: { status: 'waiting', target: null } }, entry.number)
    counter.duty = { status: 'closed' }
    counter.holding = null
    counter.undo = null
    releaseTargets(view, fact.counterId, entry.number)
  },

  ActionUndone(view, fact, entry) {
    const counter = counterOf(view, fact.counterId)
    const ticket = view.tickets[fact.ticketId]
    const point = counter.undo
    counter.undo = null
    if (!ticket || !point) return
    const { serviceId, state } = point.before
    const before = state.status === 'waiting' ? waitingFor(view, state.target) : state
    moveTicket(view, ticket, { serviceId, state: before }, entry.number)
    counter.holding = isHeld(ticket) ? ticket.id : null
    if (fact.action === 'call') view.calls = view.calls.filter((call) => call.ticketId !== ticket.id)
  },
}
