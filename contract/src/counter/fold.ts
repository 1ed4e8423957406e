import type { Fold } from '../define/fold.ts'
import { table } from '../define/table.ts'
import type { ClockSet, DayOpened, HallConfigured } from '../hall/facts.ts'
import { shiftedBy } from '../hall/shift.ts'
import { shiftedState } from '../ticket/days.ts'
import { moveTicket, releaseTargets } from '../ticket/lanes.ts'
import type { TicketPart } from '../ticket/part.ts'
import { isHeld } from '../ticket/ticket.ts'
import type * as facts from './facts.ts'
import { moveCounters } from './moved.ts'
import { counterOf, holderOf, waitingFor } from './part.ts'
import type { CounterPart } from './part.ts'

type View = CounterPart & TicketPart
type Others = {
  HallConfigured: typeof HallConfigured
  DayOpened: typeof DayOpened
  ClockSet: typeof ClockSet
}

/** Who has a counter open; what closing and undoing do to its customer. */
export const fold: Fold<CounterPart, typeof facts, { View: View; Others: Others }> = {
  empty: () => ({ counters: table() }),

  on: {
    CounterOpened(view, fact, entry) {
      counterOf(view, fact.counterId).duty = { status: 'open', ...holderOf(fact), since: entry.at }
    },

    CounterTakenOver(view, fact) {
      const counter = counterOf(view, fact.counterId)
      if (counter.duty.status !== 'closed') counter.duty = { ...counter.duty, ...holderOf(fact) }
    },

    CounterPaused(view, fact, entry) {
      const counter = counterOf(view, fact.counterId)
      if (counter.duty.status === 'closed') return
      counter.duty = {
        status: 'paused',
        ...holderOf(counter.duty),
        reasonId: fact.reasonId,
        since: entry.at,
      }
    },

    CounterResumed(view, fact, entry) {
      const counter = counterOf(view, fact.counterId)
      if (counter.duty.status === 'closed') return
      counter.duty = { status: 'open', ...holderOf(counter.duty), since: entry.at }
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
  },

  also: {
    HallConfigured(view, { config, movedCounters }) {
      if (movedCounters) moveCounters(view, movedCounters)
      const known = new Set<string>(config.counters.map(({ id }) => id))
      for (const { id, duty } of Object.values(view.counters))
        if (duty.status === 'closed' && !known.has(id)) delete view.counters[id]
      for (const { id } of config.counters) counterOf(view, id)
    },

    DayOpened(view, { left = [] }, { number }) {
      for (const counter of Object.values(view.counters)) {
        counter.undo = null
        if (left.includes(counter.id)) Object.assign(counter, { duty: { status: 'closed' }, holding: null })
        // Whoever waits for a counter that nobody is at would be called by nobody; some earlier releases left them there.
        if (counter.duty.status === 'closed') releaseTargets(view, counter.id, number)
      }
    },

    ClockSet(view, fact) {
      const shifted = shiftedBy(fact)
      for (const { duty, undo } of Object.values(view.counters)) {
        if (duty.status !== 'closed') duty.since = shifted(duty.since)
        if (!undo) continue
        undo.at = shifted(undo.at)
        undo.before.state = shiftedState(undo.before.state, shifted)
      }
    },
  },

  seen: 'whole',
}
