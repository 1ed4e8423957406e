import type { z } from 'zod'
import { waitingFor } from '../counter/part.ts'
import type { CounterPart } from '../counter/part.ts'
import type { FactPlace } from '../define/fact.ts'
import { table, tableOf } from '../define/table.ts'
import type { ClockSet, DayOpened, DayResumed } from '../hall/facts.ts'
import { shiftedBy } from '../hall/shift.ts'
import type { CounterId } from '../ids.ts'
import { moveTicket } from './lanes.ts'
import type { TicketPart } from './part.ts'
import { hasEnded, isHeld, mayComeBack } from './ticket.ts'
import type { Ticket, TicketState } from './ticket.ts'

type Opened = z.output<typeof DayOpened.schema>

/** A missed or parked ticket is carried over a change of day for so long, ms; one that waits, for as long as it waits. */
const CARRIED_MS = 12 * 3_600_000

/** What becomes of tickets when a day begins: ended ones go, open ones are closed, carried on or served to the end. */
export function openDay(view: TicketPart, opened: Opened, entry: FactPlace): void {
  const stays = (ticket: Ticket): boolean =>
    isHeld(ticket) ? leftAt(ticket, opened) === undefined : isCarried(ticket, opened, entry)
  // Numbers given since the day began in truth are not given again because a clock was put right.
  const given = Object.values(view.tickets).filter(({ order }) => order >= (opened.carriesFrom ?? Infinity))
  for (const ticket of Object.values(view.tickets)) {
    if (hasEnded(ticket)) {
      if (!(opened.afterGap && mayComeBack(ticket))) delete view.tickets[ticket.id]
    } else if (!stays(ticket)) close(view, ticket, opened, entry)
  }
  view.calls = view.calls.filter(({ ticketId }) => {
    const ticket = view.tickets[ticketId]
    return ticket !== undefined && !hasEnded(ticket) && stays(ticket)
  })
  view.taken = table({
    ...numbersTaken(view, opened.day),
    ...tableOf(given.map(({ number }): [string, true] => [number, true])),
  })
}

function isCarried(
  { order, serviceId, state, arrivedAt }: Ticket,
  { carriesFrom = Infinity, carriesServices = [] }: Opened,
  { at }: FactPlace,
): boolean {
  if (order >= carriesFrom) return true
  if (!carriesServices.includes(serviceId)) return false
  return state.status === 'waiting' || at - (state.status === 'noShow' ? state.at : arrivedAt) < CARRIED_MS
}

function close(view: TicketPart, ticket: Ticket, opened: Opened, { at, number }: FactPlace): void {
  const counterId = leftAt(ticket, opened)
  // Whoever was at a counter that is closed now goes back to the old place.
  const before: TicketState = isHeld(ticket) ? { status: 'waiting', target: null } : ticket.state
  const state: TicketState = {
    status: 'closed',
    at,
    ...(counterId === undefined ? {} : { counterId }),
    ...(opened.afterGap ? { was: before } : {}),
  }
  moveTicket(view, ticket, { state }, number)
}

/** The counter that holds a ticket and whose staff had left when the day was opened. */
function leftAt(ticket: Ticket, { left = [] }: Opened): CounterId | undefined {
  const { state } = ticket
  return isHeld(ticket) && 'counterId' in state && left.includes(state.counterId)
    ? state.counterId
    : undefined
}

/** The day goes on after all: its tickets are as they were when it was ended. */
export function resumeDay(
  view: TicketPart & CounterPart,
  { day }: z.output<typeof DayResumed.schema>,
  { number }: FactPlace,
): void {
  for (const ticket of Object.values(view.tickets)) {
    const was = ticket.state.status === 'closed' ? ticket.state.was : undefined
    if (was === undefined || ticket.day < day) continue
    const state = was.status === 'waiting' ? waitingFor(view, was.target) : was
    moveTicket(view, ticket, { state }, number)
  }
  view.taken = table({ ...view.taken, ...numbersTaken(view, day) })
}

/** Stamps and deadlines move with the clock that was put right. */
export function shiftStamps(view: TicketPart, fact: z.output<typeof ClockSet.schema>): void {
  const shifted = shiftedBy(fact)
  for (const ticket of Object.values(view.tickets)) {
    ticket.arrivedAt = shifted(ticket.arrivedAt)
    ticket.state = shiftedState(ticket.state, shifted)
    if (ticket.paper.status === 'pending')
      ticket.paper = { ...ticket.paper, since: shifted(ticket.paper.since) }
  }
  view.calls = view.calls.map((call) => ({ ...call, at: shifted(call.at) }))
}

/** A ticket's state with its stamps moved. */
export function shiftedState(state: TicketState, shifted: (at: number) => number): TicketState {
  switch (state.status) {
    case 'waiting':
      return state
    case 'called':
      return { ...state, calledAt: shifted(state.calledAt) }
    case 'serving':
      return { ...state, calledAt: shifted(state.calledAt), startedAt: shifted(state.startedAt) }
    case 'parked':
      return { ...state, until: shifted(state.until) }
    case 'completed':
      return {
        ...state,
        calledAt: shifted(state.calledAt),
        startedAt: shifted(state.startedAt),
        endedAt: shifted(state.endedAt),
      }
    case 'noShow':
    case 'voided':
      return { ...state, at: shifted(state.at) }
    case 'closed':
      return {
        ...state,
        at: shifted(state.at),
        ...(state.was ? { was: shiftedState(state.was, shifted) } : {}),
      }
  }
}

/** Numbers that another day's tickets have and that a screen shows, or may show again. */
function numbersTaken({ tickets }: TicketPart, day: string): TicketPart['taken'] {
  const others = Object.values(tickets).filter(
    (ticket) => ticket.day !== day && (!hasEnded(ticket) || mayComeBack(ticket)),
  )
  return tableOf(others.map(({ number }) => [number, true]))
}
