import type { ClassId } from '@service-hall/contract'
import {
  CHOOSE,
  CLASSES,
  INVOICE,
  KNOWN,
  KNOWN_SENIOR,
  LONG,
  PAY,
  PRIORITY,
  SERVICES,
  asked,
  seen,
} from '../../../test/riverside.ts'
import { OFFER } from '../../../test/paying.ts'
import type { States } from '../../../test/states.ts'

const [NORMAL] = CLASSES
const SENIOR = { id: 'senior' as ClassId, name: PRIORITY }

export const states: States = {
  ordinary: [seen(), CHOOSE],
  nobodyWaiting: [seen(), { ...CHOOSE, serviceId: INVOICE.id }],
  manyWaiting: [seen({ services: [{ ...PAY, waiting: 128 }] }), CHOOSE],
  longName: [seen({ services: [...SERVICES, LONG] }), { ...CHOOSE, serviceId: LONG.id }],
  oneClass: [seen({ classes: NORMAL ? [NORMAL] : [] }), CHOOSE],
  threeClasses: [seen({ classes: [...CLASSES, SENIOR] }), CHOOSE],
  again: [...asked(null), 2_000],
  unstaffed: [seen({ services: [{ ...PAY, staffed: false }] }), CHOOSE],
  endsToday: [seen({ services: [{ ...PAY, validToday: { until: '17:30' } }] }), CHOOSE],
  noPaper: [seen({ printer: 'unavailable' }), CHOOSE],
  layCard: [seen({ card: { is: 'welcome', minAge: 70 } }), CHOOSE],
  unreadableCard: [seen(), CHOOSE, seen({ card: { is: 'unreadable' } })],
  cardKnown: [seen(), CHOOSE, seen({ card: KNOWN })],
  cardWithPriority: [seen(), CHOOSE, seen({ card: KNOWN_SENIOR })],
  longNameAndCard: [
    seen({ services: [...SERVICES, LONG] }),
    { ...CHOOSE, serviceId: LONG.id },
    seen({
      services: [...SERVICES, { ...LONG, validToday: { until: '17:30' } }],
      card: KNOWN_SENIOR,
      printer: 'unavailable',
    }),
  ],
  payHere: [seen({ payment: OFFER }), CHOOSE],
  payHereWithCard: [seen({ payment: OFFER, card: KNOWN_SENIOR }), CHOOSE],
  topUpHere: [seen({ payment: OFFER }), { ...CHOOSE, serviceId: 'meterCard' }],
  payHereAndMuch: [
    seen({
      payment: OFFER,
      services: [{ ...PAY, name: LONG.name, validToday: { until: '17:30' } }],
      classes: [...CLASSES, SENIOR],
      printer: 'unavailable',
    }),
    CHOOSE,
  ],
  stillThere: [seen(), CHOOSE, 48_000],
}
