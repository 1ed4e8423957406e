import type { BusinessDay, Counter, FactOf } from '@service-hall/contract'
import { holdingSession } from '../staff/standing.ts'
import type { WithStaff } from '../staff/state.ts'

/** Counters that are taken although the session that holds them is over. */
export function leftCounters({ view, staff }: WithStaff, now: number): Counter[] {
  return Object.values(view.counters).filter(
    ({ duty }) => duty.status !== 'closed' && holdingSession(staff, duty, now) === null,
  )
}

/**
 * The opening of a business day. Counters whose staff have left are closed with it, and their cases ended; what is still
 * served elsewhere keeps its number, which the new day leaves out: no number stands twice on a screen. Pure.
 */
export function dayOpening(state: WithStaff, day: BusinessDay, now: number): FactOf<'DayOpened'> {
  const left = leftCounters(state, now).map(({ id }) => id)
  const carried = Object.values(state.view.counters).flatMap(({ id, holding }) => {
    const ticket = holding && !left.includes(id) ? state.view.tickets[holding] : undefined
    return ticket ? [ticket.number] : []
  })
  return {
    type: 'DayOpened',
    day,
    ...(left.length > 0 ? { left } : {}),
    ...(carried.length > 0 ? { carried } : {}),
  }
}
