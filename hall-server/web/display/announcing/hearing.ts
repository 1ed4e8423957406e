import type { CounterId, FactEntry, HallView, TicketId } from '@service-hall/contract'
import type { AnnouncerEvent, CallOut } from './announcer.ts'

/** A call older than this is no longer announced: whoever was called has found the counter, or staff recall. */
export const FRESH_MS = 30_000

/** A call that is not announced any more. */
export type Passed = { ticketId: TicketId; callNumber: number }

function callOut(
  view: HallView,
  row: { callNumber: number; ticketId: TicketId; counterId: CounterId; at: number; times: number },
): CallOut | null {
  const ticket = view.tickets[row.ticketId]
  const counter = view.config?.counters.find(({ id }) => id === row.counterId)
  if (!ticket || !counter) return null
  const { number: ticketNumber, language } = ticket
  return { ...row, ticketNumber, language, counterNumber: counter.number }
}

/**
 * What a fact, just folded into `view`, means to the announcer; null: nothing. `now` is hall time. A call that comes too
 * late, behind a broken line, is no longer announced.
 */
export function heard(
  view: HallView,
  { fact, at, number }: FactEntry,
  now: number,
): AnnouncerEvent | (Passed & { type: 'tooLate' }) | null {
  switch (fact.type) {
    case 'TicketCalled':
    case 'TicketRecalled': {
      const { ticketId, counterId } = fact
      if (now - at > FRESH_MS) return { type: 'tooLate', ticketId, callNumber: number }
      const times = fact.type === 'TicketCalled' ? 1 : fact.times + 1
      const call = callOut(view, { callNumber: number, ticketId, counterId, at, times })
      return call && { type: 'called', call }
    }
    case 'ActionUndone':
      return fact.action === 'call' ? { type: 'ticketWithdrawn', ticketId: fact.ticketId } : null
    case 'TicketNoShow':
    case 'TicketTransferred':
    case 'TicketParked':
    case 'TicketVoided':
    case 'CaseClosed':
      return { type: 'ticketWithdrawn', ticketId: fact.ticketId }
    case 'CounterClosed':
      return { type: 'counterWithdrawn', counterId: fact.counterId }
    case 'DayOpened':
      return listed(view)
    default:
      return null
  }
}

/** Which calls still stand: of the others, none that waits is announced any more. */
export function listed(view: HallView): AnnouncerEvent {
  return { type: 'listed', tickets: view.calls.map(({ ticketId }) => ticketId) }
}

/**
 * Calls made while the line was broken, oldest first: those of a new snapshot after fact `known`, `fresh` to be announced,
 * `late` passed over. `known` is 0 for the first snapshot of a page, whose calls were announced before it was opened.
 */
export function missedCalls(
  known: number,
  view: HallView,
  now: number,
): { fresh: AnnouncerEvent[]; late: Passed[] } {
  const missed = known === 0 ? [] : view.calls.filter(({ callNumber }) => callNumber > known)
  const isFresh = ({ at }: { at: number }): boolean => now - at <= FRESH_MS
  const fresh = missed
    .filter(isFresh)
    .map(({ callNumber, ticketId, counterId, at, times }) =>
      callOut(view, { callNumber, ticketId, counterId, at, times }),
    )
    .filter((call) => call !== null)
    .sort((a, b) => a.callNumber - b.callNumber)
    .map((call) => ({ type: 'called' as const, call }))
  const late = missed.filter((call) => !isFresh(call))
  return { fresh, late: late.map(({ ticketId, callNumber }) => ({ ticketId, callNumber })) }
}
