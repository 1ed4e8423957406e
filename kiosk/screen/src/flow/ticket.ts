import type { ClassId, ServiceId } from '@service-hall/contract'
import { pageOf } from '../pages/shown.ts'
import { only } from './moves.ts'
import type { Update } from './moves.ts'
import { isKnown, languageOf } from './state.ts'
import type { Flow } from './state.ts'
import { insteadOf } from './payment/offer.ts'

/**
 * Who has laid an ID card on the reader has said enough: the ticket comes at once, of the class the card gives; unless
 * nobody is there for the service, or the kiosk itself can do it now, which a customer must know before.
 */
export function choose(flow: Flow, serviceId: string, touchId: string): Update {
  const { name, props } = pageOf(flow)
  if (name !== 'start') return only(flow)
  const service = props.sheet.flatMap((group) => group.services).find((one) => one.id === serviceId)
  if (!service?.open) return only(flow)
  const asked = { serviceId: service.id, sheet: props.number }
  const ordinary = flow.view?.classes[0]
  return isKnown(flow) && ordinary && service.staffed && insteadOf(flow, service.id) === null
    ? ask(flow, asked, ordinary.id, touchId)
    : only({ ...flow, place: { at: 'confirm', ...asked, again: false } })
}

/** Asks for a ticket of the service being confirmed. */
export function take(flow: Flow, classId: string, touchId: string): Update {
  const chosen = flow.view?.classes.find((one) => one.id === classId)
  const { place } = flow
  if (pageOf(flow).name !== 'confirm' || place.at !== 'confirm' || !chosen) return only(flow)
  return ask(flow, place, chosen.id, touchId)
}

function ask(
  flow: Flow,
  { serviceId, sheet }: { serviceId: ServiceId; sheet: number },
  classId: ClassId,
  touchId: string,
): Update {
  const { senior } = flow
  return {
    flow: { ...flow, place: { at: 'asked', serviceId, sheet, touchId, since: flow.now } },
    intents: [{ type: 'issue', touchId, serviceId, classId, language: languageOf(flow), senior }],
  }
}
