import { only, toStart } from '../../flow/moves.ts'
import type { Flow, ServiceRow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

/** `again`: the last touch never reached the agent. */
export type Props = { service: ServiceRow; again: boolean }

export const confirm = definePage({
  name: 'confirm',
  texts,
  shows({ view, place }: Flow): Props | null {
    if (place.at !== 'confirm') return null
    const service = view?.services.find((one) => one.id === place.serviceId && one.open)
    return service ? { service, again: place.again } : null
  },
  key: ({ service }) => service.id,
  back: (flow) => only({ ...flow, place: { at: 'start', sheet: sheetOf(flow) } }),
  home: toStart,
})

/** The sheet that the service was chosen on. */
function sheetOf({ place }: Flow): number {
  return place.at === 'confirm' ? place.sheet : 0
}
