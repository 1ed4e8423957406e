import { counterOf, waitingFor } from '../counter/part.ts'
import type { CounterPart } from '../counter/part.ts'
import type { UndoableAction } from '../counter/words.ts'
import type { FactPlace } from '../define/fact.ts'
import type { Fold } from '../define/fold.ts'
import { table } from '../define/table.ts'
import type { ClockSet, DayOpened, DayResumed } from '../hall/facts.ts'
import type { CounterId, TicketId } from '../ids.ts'
import type { RatingGiven } from '../rating/facts.ts'
import type { RatingPart } from '../rating/part.ts'
import type * as facts from './facts.ts'
import { addTicket, moveTicket } from './lanes.ts'
import { openDay, resumeDay, shiftStamps } from './days.ts'
import { CALLS_KEPT } from './part.ts'
import type { TicketPart } from './part.ts'
import { ticketsSeen } from './seen.ts'
import { isHeld } from './ticket.ts'
import type { Ticket, TicketState } from './ticket.ts'

type View = TicketPart & CounterPart & RatingPart
type Others = {
  DayOpened: typeof DayOpened
  DayResumed: typeof DayResumed
  ClockSet: typeof ClockSet
  RatingGiven: typeof RatingGiven
}

type Move = {
  action: UndoableAction
  state: TicketState
  serviceId?: Ticket['serviceId']
}

/** A counter acts on a ticket: remembers how it was for undo, then moves it. */
function act(
  view: View,
  fact: { ticketId: TicketId; counterId: CounterId },
  entry: FactPlace,
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

function showCall(view: View, ticket: Ticket, counterId: CounterId, entry: FactPlace, times: number): void {
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

/** Tickets, their lanes and calls; what a counter holds and can take back. */
export const fold: Fold<TicketPart, typeof facts, { View: View; Others: Others }> = {
  empty: () => ({ tickets: table(), lanes: table(), calls: [], taken: table() }),

  on: {
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
      const { notAnnounced: _passedOver, ...called } = ticket.state
      ticket.state = { ...called, calls: fact.times + 1 }
      showCall(view, ticket, fact.counterId, entry, fact.times + 1)
    },

    CallNotAnnounced(view, fact) {
      const ticket = view.tickets[fact.ticketId]
      if (ticket?.state.status === 'called') ticket.state = { ...ticket.state, notAnnounced: true }
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
      const state: TicketState = {
        status: 'serving',
        counterId: fact.counterId,
        calledAt,
        startedAt: entry.at,
      }
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

    CaseClosed(view, fact, entry) {
      const { ticketId, counterId } = fact
      const ticket = view.tickets[ticketId]
      if (ticket)
        moveTicket(view, ticket, { state: { status: 'closed', at: entry.at, counterId } }, entry.number)
      const counter = counterOf(view, counterId)
      if (counter.holding === ticketId) counter.holding = null
      view.calls = view.calls.filter((call) => call.ticketId !== ticketId)
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
  },

  also: {
    DayOpened: openDay,
    DayResumed: resumeDay,
    ClockSet: shiftStamps,

    RatingGiven(view, fact) {
      const ticket = view.tickets[fact.ticketId]
      if (ticket) ticket.rating = fact.level
    },
  },

  seen: (view, audience) => ({
    tickets: ticketsSeen(view, audience),
    lanes: view.lanes,
    calls: view.calls,
    taken: audience === 'display' ? table() : view.taken,
  }),
}
