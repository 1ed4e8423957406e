import { KNOWN, LONG, PRIORITY, SERVICES, asked, seen, withTicket } from '../../../test/riverside.ts'
import type { States } from '../../../test/states.ts'

const notPrinted = withTicket('onScreen')
const unknown = { ...withTicket('onScreen'), paper: 'unknown' } as typeof notPrinted

export const states: States = {
  notPrinted: asked(notPrinted),
  unknown: asked(unknown),
  priority: asked(withTicket('onScreen', { priority: PRIORITY, number: 'A1012', ahead: 128 })),
  longName: [
    seen({ services: [...SERVICES, LONG], session: withTicket('onScreen', { serviceId: LONG.id }) }),
  ],
  endsToday: asked(withTicket('onScreen', { priority: PRIORITY, validToday: { until: '17:30' } })),
  takeCardBack: [...asked(notPrinted), seen({ session: notPrinted, card: KNOWN })],
}
