import type { Audience } from './access.ts'
import { project } from './audience.ts'
import { endedTotals, ticketsHeld } from './ticket/ended.ts'
import type { EndedTotals } from './ticket/ended.ts'
import { referredTickets } from './ticket/seen.ts'
import { mayComeBack } from './ticket/ticket.ts'
import type { HallView } from './view.ts'

/** A view to start from, as an audience gets it, and what managers are told of the tickets that it leaves out. */
export type SnapshotView = { view: HallView; ended?: EndedTotals }

/**
 * A view as an audience gets it in a snapshot: what has ended is left out, or a day of nineteen thousand tickets would be
 * sent to every page that opens. Managers get the sums of it, for the figures of the day, and ask for single tickets.
 */
export function snapshotView(audience: Audience, view: HallView): SnapshotView {
  if (audience !== 'administrator') return { view: project(audience, view) }
  const referred = referredTickets(view, 'staff')
  const tickets = ticketsHeld(view.tickets, (ticket) => mayComeBack(ticket) || referred.has(ticket.id))
  return { view: { ...view, tickets }, ended: endedTotals(view, tickets) }
}
