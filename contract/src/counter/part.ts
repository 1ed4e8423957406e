import type { CounterId, ReasonId, ServiceId, StaffId, TicketId } from '../ids.ts'
import type { TicketState } from '../ticket/ticket.ts'
import type { UndoableAction } from './words.ts'

export type Duty =
  | { status: 'closed' }
  | { status: 'open'; staffId: StaffId; since: number }
  | { status: 'paused'; staffId: StaffId; reasonId: ReasonId; since: number }

/** What a counter can still take back: the ticket as it was before fact `number`. */
export type UndoPoint = {
  action: UndoableAction
  at: number
  number: number
  ticketId: TicketId
  before: { serviceId: ServiceId; state: TicketState }
}

export type Counter = {
  id: CounterId
  duty: Duty
  /** The one customer it has called or serves. */
  holding: TicketId | null
  undo: UndoPoint | null
}

export type CounterPart = { counters: Record<string, Counter> }

/** The counter's row; a closed one if there was none. */
export function counterOf(view: CounterPart, id: CounterId): Counter {
  return (view.counters[id] ??= { id, duty: { status: 'closed' }, holding: null, undo: null })
}

/** Waiting for one counter, as long as anybody is there: nobody waits for a closed one. */
export function waitingFor(view: CounterPart, target: CounterId | null): TicketState {
  const isThere = target !== null && counterOf(view, target).duty.status !== 'closed'
  return { status: 'waiting', target: isThere ? target : null }
}
