import { KNOWN, LONG, PRIORITY, SERVICES, asked, seen, withTicket } from '../../../test/riverside.ts'
import type { States } from '../../../test/states.ts'

export const states: States = {
  ordinary: asked(withTicket('printed')),
  first: asked(withTicket('printed', { ahead: 0 })),
  priority: asked(withTicket('printed', { priority: PRIORITY, number: 'A1012', ahead: 128 })),
  longName: [seen({ services: [...SERVICES, LONG], session: withTicket('printed', { serviceId: LONG.id }) })],
  endsToday: asked(withTicket('printed', { priority: PRIORITY, validToday: { until: '17:30' } })),
  takeCardBack: [...asked(withTicket('printed')), seen({ session: withTicket('printed'), card: KNOWN })],
  aboutToLeave: [...asked(withTicket('printed')), 6_500],
}
