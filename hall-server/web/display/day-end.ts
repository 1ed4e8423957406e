import { isOverToday, waitingCount } from '@service-hall/contract'
import type { HallView, Localized } from '@service-hall/contract'

/**
 * What customers are told at the end of their tickets' day. `closing`: their services are not open any more today, and
 * people still wait; `services` are named where others go on. `ended`: the day is over, and with it tickets of people
 * who waited.
 */
export type DayEnd = { is: 'closing'; count: number; services: Localized[] | null } | { is: 'ended' }

/** So long after the change of day who still sits there is told that the ticket has ended, ms. */
export const ENDED_SHOWN_MS = 30 * 60_000
/** More services than this are not named one by one. */
const NAMED = 2

/** What is to be said at hall time `now`, epoch ms; null: nothing, also while nobody knows the time. */
export function dayEnd(view: HallView, now: number): DayEnd | null {
  const { config, clock } = view
  if (!config || clock?.timeUnknown) return null
  const over = config.services.filter((service) => isOverToday(config, service, now))
  const waiting = over.filter(({ id }) => waitingCount(view, id) > 0)
  if (waiting.length === 0) return haveEnded(view, now) ? { is: 'ended' } : null
  const isAll = over.length === config.services.filter(({ retired }) => !retired).length
  return {
    is: 'closing',
    count: waiting.reduce((sum, { id }) => sum + waitingCount(view, id), 0),
    services: isAll || waiting.length > NAMED ? null : waiting.map(({ name }) => name),
  }
}

/** Tickets of people who waited when the day was over; one that may come back has not ended for certain. */
function haveEnded({ tickets, day }: HallView, now: number): boolean {
  return Object.values(tickets).some(
    ({ state, day: itsDay }) =>
      state.status === 'closed' &&
      state.was === undefined &&
      state.counterId === undefined &&
      itsDay !== day &&
      now - state.at < ENDED_SHOWN_MS,
  )
}
