import { hasEnded } from '@service-hall/contract'
import type { CounterId, HallConfig, HallView, Ticket, TicketState } from '@service-hall/contract'

/** Ids of rows that something open names: it could not be called, shown or ended without them. */
export type InUse = {
  services: ReadonlySet<string>
  priorityClasses: ReadonlySet<string>
  counters: ReadonlySet<CounterId>
  parkReasons: ReadonlySet<string>
  pauseReasons: ReadonlySet<string>
}

type Open = Pick<Ticket, 'serviceId' | 'classId' | 'state'>

/** What is open in a hall at `now` (epoch ms). `undoMs`: how long a counter may take its last action back. */
export function inUse(view: HallView, now: number, undoMs: number): InUse {
  const open = [...openTickets(view), ...undoable(view, now, undoMs)]
  const states: readonly TicketState[] = open.map(({ state }) => state)
  const duties = Object.values(view.counters).flatMap(({ id, duty }) =>
    duty.status === 'closed' ? [] : [{ id, duty }],
  )
  return {
    services: new Set(open.map(({ serviceId }) => serviceId)),
    priorityClasses: new Set(open.map(({ classId }) => classId)),
    counters: new Set(duties.map(({ id }) => id)),
    parkReasons: new Set(states.flatMap((state) => (state.status === 'parked' ? [state.reasonId] : []))),
    pauseReasons: new Set(duties.flatMap(({ duty }) => (duty.status === 'paused' ? [duty.reasonId] : []))),
  }
}

export function undoMsOf(config: HallConfig): number {
  return config.policies.undoSeconds * 1000
}

function openTickets(view: HallView): Open[] {
  return Object.values(view.tickets).flatMap((ticket): Open[] => {
    if (!hasEnded(ticket)) return [ticket]
    // Closed by a clock that is not believed yet: it may come back as it was.
    const { serviceId, classId, state } = ticket
    return state.status === 'closed' && state.was ? [{ serviceId, classId, state: state.was }] : []
  })
}

/** Tickets as they would be if a counter took back its last action now, and as they are: ended, perhaps. */
function undoable(view: HallView, now: number, undoMs: number): Open[] {
  return Object.values(view.counters).flatMap(({ undo }) => {
    const ticket = undo && now - undo.at <= undoMs ? view.tickets[undo.ticketId] : undefined
    return undo && ticket ? [{ ...undo.before, classId: ticket.classId }] : []
  })
}
