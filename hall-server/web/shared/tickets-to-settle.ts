import { needsPaperDecision } from '@service-hall/contract'
import type { HallView, Ticket } from '@service-hall/contract'
import { useHallStore } from '@service-hall/ui/hall'
import { computed, toRaw } from 'vue'
import type { ComputedRef } from 'vue'

/** Tickets whose paper staff must settle at `now` (hall time, epoch ms), the oldest first. */
export function ticketsToSettle(view: HallView, now: number): Ticket[] {
  return Object.values(view.tickets)
    .filter((ticket) => needsPaperDecision(ticket, now))
    .sort((a, b) => a.arrivedAt - b.arrivedAt)
}

/** `ticketsToSettle` of this hall, live: a paper is overdue by time alone, without a fact. */
export function useTicketsToSettle(): ComputedRef<Ticket[]> {
  const hall = useHallStore()
  return computed(() => {
    // Every ticket of the day is looked at: once a fact and once a second, without tracking each.
    const known = hall.view.number
    return known === 0 ? [] : ticketsToSettle(toRaw(hall.view), hall.now)
  })
}
