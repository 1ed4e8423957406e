import type {
  Counter,
  HallView,
  ReasonId,
  StaffId,
  Ticket,
  TicketState,
  UndoPoint,
} from '@service-hall/contract'

type Held<S extends TicketState['status']> = Ticket & { state: Extract<TicketState, { status: S }> }

/** What goes on at an own counter. */
export type Situation =
  | { status: 'free' }
  | { status: 'called'; ticket: Held<'called'> }
  | { status: 'serving'; ticket: Held<'serving'> }
  | { status: 'paused'; reasonId: ReasonId; since: number }

const isIn = <S extends TicketState['status']>(ticket: Ticket, status: S): ticket is Held<S> =>
  ticket.state.status === status

/** The counter this member of staff has taken, if any. */
export function counterOfStaff(view: HallView, staffId: StaffId): Counter | null {
  const taken = ({ duty }: Counter): boolean => duty.status !== 'closed' && duty.staffId === staffId
  return Object.values(view.counters).find(taken) ?? null
}

export function situationAt(view: HallView, counter: Counter): Situation {
  if (counter.duty.status === 'paused') {
    return { status: 'paused', reasonId: counter.duty.reasonId, since: counter.duty.since }
  }
  const ticket = counter.holding ? view.tickets[counter.holding] : undefined
  if (ticket && isIn(ticket, 'called')) return { status: 'called', ticket }
  if (ticket && isIn(ticket, 'serving')) return { status: 'serving', ticket }
  return { status: 'free' }
}

/** What can be taken back, and for how long; or why nothing can. */
export type UndoChance =
  | { possible: true; action: UndoPoint['action']; ticketNumber: string; secondsLeft: number }
  | { possible: false; why: 'nothing' | 'tooLate' | 'movedOn' }

export function undoChance(view: HallView, counter: Counter, undoSeconds: number, now: number): UndoChance {
  const point = counter.undo
  if (!point) return { possible: false, why: 'nothing' }
  const leftMs = point.at + undoSeconds * 1000 - now
  if (leftMs <= 0) return { possible: false, why: 'tooLate' }
  const ticket = view.tickets[point.ticketId]
  if (ticket?.revision !== point.number) return { possible: false, why: 'movedOn' }
  const secondsLeft = Math.min(undoSeconds, Math.ceil(leftMs / 1000))
  return { possible: true, action: point.action, ticketNumber: ticket.number, secondsLeft }
}
