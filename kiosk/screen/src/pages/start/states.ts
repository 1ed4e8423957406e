import {
  HALL,
  KNOWN,
  KNOWN_SENIOR,
  LONG,
  MANY_SERVICES,
  NEARBY,
  PAY,
  SERVICES,
  seen,
} from '../../../test/riverside.ts'
import { OFFER } from '../../../test/paying.ts'
import type { States } from '../../../test/states.ts'

const NOTICE = {
  id: 'n1',
  text: {
    zh: '今日系统检修，下午四点起暂停办理新装业务',
    en: 'Because of work on our systems no new connections are taken from four o’clock today',
  },
}
/** As long as the region may say it. */
const LONG_NOTICE = {
  id: 'n2',
  text: { zh: NOTICE.text.zh.repeat(6).slice(0, 120), en: `${NOTICE.text.en} `.repeat(2).slice(0, 160) },
}

export const states: States = {
  ordinary: [seen()],
  firstOfManySheets: [seen({ services: MANY_SERVICES })],
  secondOfManySheets: [seen({ services: MANY_SERVICES }), { type: 'turn', by: 1 }],
  oneService: [seen({ services: [PAY] })],
  longNames: [seen({ services: [...SERVICES.slice(0, 4), LONG], hall: { ...HALL, name: LONG.name } })],
  nothingOpen: [seen({ services: SERVICES.map((service) => ({ ...service, open: false })) })],
  holiday: [
    seen({
      services: SERVICES.map((service) => ({
        ...service,
        open: false,
        closedWhy: { zh: '国庆节，10月8日 08:30 起办理', en: 'National Day, opens on 8 October at 08:30' },
      })),
      announcements: [
        { zh: '国庆节（10月1日至10月7日）：停止办理', en: 'National Day (1–7 October): closed' },
      ],
    }),
  ],
  holidayAhead: [
    seen({
      announcements: [
        { zh: '国庆节（10月1日至10月7日）：停止办理', en: 'National Day (1–7 October): closed' },
        {
          zh: '国庆节调休（10月10日）：按周三时间办理',
          en: 'Worked Saturday (10 October): open as on a Wednesday',
        },
      ],
    }),
  ],
  regionNotice: [seen({ notices: [NOTICE] })],
  regionNoticeLong: [seen({ notices: [LONG_NOTICE], services: MANY_SERVICES })],
  noServices: [seen({ services: [] })],
  noPaper: [seen({ printer: 'unavailable' })],
  layCard: [seen({ card: { is: 'welcome', minAge: 70 } })],
  layCardNoAge: [seen({ card: { is: 'welcome', minAge: null } })],
  unreadableCard: [seen({ card: { is: 'unreadable' } })],
  cardLeft: [seen({ card: { is: 'left' } })],
  cardKnown: [seen({ card: KNOWN })],
  cardWithPriority: [seen({ card: KNOWN_SENIOR })],
  noPaperAndCard: [seen({ card: KNOWN_SENIOR, printer: 'unavailable', services: MANY_SERVICES })],
  lightBrand: [seen({ hall: { ...HALL, theme: { brand: '#F5B800' } } })],
  nearby: [seen({ nearby: NEARBY })],
  nearbyAndMuch: [seen({ nearby: NEARBY, card: KNOWN_SENIOR, notices: [NOTICE], services: MANY_SERVICES })],
  payment: [seen({ payment: OFFER })],
  paymentOfTwo: [seen({ payment: { ...OFFER, offers: ['pay', 'inquiry'] } })],
  paymentAway: [seen({ payment: { ...OFFER, away: 'billing' } })],
  paymentAndMuch: [
    seen({
      ...{ payment: OFFER, nearby: NEARBY, card: KNOWN_SENIOR, notices: [NOTICE], services: MANY_SERVICES },
      printer: 'unavailable',
    }),
  ],
  paymentAwayAndMuch: [
    seen({ payment: { ...OFFER, away: 'channels' }, notices: [NOTICE], services: MANY_SERVICES }),
  ],
  oneLanguage: [seen({ hall: { ...HALL, languages: ['zh'] } })],
}
