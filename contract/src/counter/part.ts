import type { CounterId, ReasonId, ServiceId, SessionId, StaffId, TicketId } from '../ids.ts'
import type { TicketState } from '../ticket/ticket.ts'
import type { UndoableAction } from './words.ts'

/** Who has a counter: a member of staff, in the session that `session` marks (see `sessionMark`). */
type Holder = {
  staffId: StaffId
  /** Absent: opened under an earlier release, which did not say. */
  session?: string | undefined
}

export type Duty =
  | { status: 'closed' }
  | (Holder & { status: 'open'; since: number })
  | (Holder & { status: 'paused'; reasonId: ReasonId; since: number })

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

/** Who holds a counter, out of a fact or a duty. */
export function holderOf({ staffId, session }: Holder): Holder {
  return session === undefined ? { staffId } : { staffId, session }
}

/** The counter's row; a closed one if there was none. */
export function counterOf(view: CounterPart, id: CounterId): Counter {
  return (view.counters[id] ??= { id, duty: { status: 'closed' }, holding: null, undo: null })
}

/** Waiting for one counter, as long as anybody is there: nobody waits for a closed one. */
export function waitingFor(view: CounterPart, target: CounterId | null): TicketState {
  const isThere = target !== null && counterOf(view, target).duty.status !== 'closed'
  return { status: 'waiting', target: isThere ? target : null }
}

/** Tells sessions of one person apart without naming them: the last characters of the id, which open nothing. */
export function sessionMark(sessionId: SessionId): string {
  return sessionId.slice(-8)
}

/** Whether a counter is held by this session. One of an earlier release belongs to every session of its staff. */
export function isHeldBy(
  duty: Duty,
  { staffId, sessionId }: { staffId: StaffId; sessionId: SessionId },
): boolean {
  if (duty.status === 'closed' || duty.staffId !== staffId) return false
  return duty.session === undefined || duty.session === sessionMark(sessionId)
}
