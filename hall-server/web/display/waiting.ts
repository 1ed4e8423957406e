import { waitingCount } from '@service-hall/contract'
import type { HallView, Localized } from '@service-hall/contract'

export type WaitingLine = {
  id: string
  name: Localized
  count: number
}

/** More lines than this would be read by nobody from across a hall. */
export const LINES_SHOWN = 6

/** People waiting by service, or by service group where there are too many services. */
export function waitingLines(view: HallView): WaitingLine[] {
  const { services: known = [], groups = [] } = view.config ?? {}
  const services = known.filter(({ id, retired }) => !retired || waitingCount(view, id) > 0)
  if (services.length <= LINES_SHOWN) {
    return services.map(({ id, name }) => ({ id, name, count: waitingCount(view, id) }))
  }
  return groups.slice(0, LINES_SHOWN).map(({ id, name }) => ({
    id,
    name,
    count: services
      .filter(({ group }) => group === id)
      .reduce((sum, service) => sum + waitingCount(view, service.id), 0),
  }))
}
