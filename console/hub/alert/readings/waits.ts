import { WHOLE_HALL, isServiceOpen, isStaffed } from '@service-hall/contract'
import type { Ticket } from '@service-hall/contract'
import type { HallMoment, Read } from './reading.ts'

export function waitingIn({ view }: Pick<HallMoment, 'view'>): Ticket[] {
  return Object.values(view.tickets).filter(({ state }) => state.status === 'waiting')
}

function isOpen({ config, hallNow }: HallMoment, ticket: Ticket): boolean {
  const service = config.services.find(({ id }) => id === ticket.serviceId)
  return service !== undefined && isServiceOpen(config, service, hallNow)
}

const longest = (tickets: readonly Ticket[], hallNow: number): number =>
  Math.max(0, ...tickets.map(({ arrivedAt }) => hallNow - arrivedAt))

/** The longest that anybody waits now, ms; tickets left over after closing time are nobody's wait. */
export const waitTooLong: Read = (moment) => {
  const { view, config, hallNow } = moment
  const counted = waitingIn(moment).filter(
    (ticket) => isStaffed(view, config, ticket.serviceId) || isOpen(moment, ticket),
  )
  return [{ kind: 'waitTooLong', subject: WHOLE_HALL, value: longest(counted, hallNow) }]
}

/** The longest that anybody waits for a service that nobody is at a counter for, within its hours, ms. */
export const noCounter: Read = (moment) => {
  const { view, config, hallNow } = moment
  const alone = waitingIn(moment).filter(
    (ticket) => !isStaffed(view, config, ticket.serviceId) && isOpen(moment, ticket),
  )
  return [{ kind: 'noCounter', subject: WHOLE_HALL, value: longest(alone, hallNow) }]
}
