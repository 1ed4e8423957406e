import type { PaymentPurpose } from '@service-hall/contract'
import { only, toStart } from '../../flow/moves.ts'
import { insteadOf } from '../../flow/payment/offer.ts'
import type { Flow, ServiceRow } from '../../flow/state.ts'
import { definePage } from '../define-page.ts'
import { texts } from './texts.ts'

/** `again`: the last touch never reached the agent. `instead`: what the kiosk can do now in its place; null: nothing. */
export type Props = { service: ServiceRow; again: boolean; instead: PaymentPurpose | null }

export const confirm = definePage({
  name: 'confirm',
  texts,
  shows(flow: Flow): Props | null {
    const { view, place } = flow
    if (place.at !== 'confirm') return null
    const service = view?.services.find((one) => one.id === place.serviceId && one.open)
    return service ? { service, again: place.again, instead: insteadOf(flow, service.id) } : null
  },
  key: ({ service }) => service.id,
  back: (flow) => only({ ...flow, place: { at: 'start', sheet: sheetOf(flow) } }),
  home: toStart,
})

/** The sheet that the service was chosen on. */
function sheetOf({ place }: Flow): number {
  return place.at === 'confirm' ? place.sheet : 0
}
