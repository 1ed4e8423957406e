import { needsPaperDecision } from '@service-hall/contract'
import type { HallView, Ticket } from '@service-hall/contract'

/** Tickets whose paper staff must settle, the oldest first. */
export function paperDecisions(view: HallView): Ticket[] {
  return Object.values(view.tickets)
    .filter(needsPaperDecision)
    .sort((a, b) => a.arrivedAt - b.arrivedAt)
}
