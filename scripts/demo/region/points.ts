import { isOnline, readHours } from '@service-hall/contract'
import type { PlaceService, PointKind, Position } from '@service-hall/contract'

type Sort = { zh: string; en: string; hours: string; services: readonly PlaceService[] }

const SHOP = '1-7 08:00-21:30'
const OFFICE = '1-5 09:00-17:00; 6-7 09:30-16:00; holiday closed'

/** What points of a kind are called, when they are open and what is done there. Invented, as all names here. */
const SORTS: Readonly<Partial<Record<PointKind, Sort>>> = {
  selfService: {
    zh: '24小时供电自助点',
    en: '24-hour Power Point',
    hours: '24h',
    services: ['pay', 'topUp', 'card', 'scan', 'inquiry', 'invoice'],
  },
  kioskSite: {
    zh: '社区缴费终端',
    en: 'Community Payment Kiosk',
    hours: '1-7 06:00-22:00',
    services: ['pay', 'topUp', 'scan', 'inquiry'],
  },
  bank: { zh: '示范银行', en: 'Demo Bank', hours: OFFICE, services: ['pay', 'cash', 'card'] },
  ruralBank: { zh: '农村信用社', en: 'Rural Credit Cooperative', hours: OFFICE, services: ['pay', 'cash'] },
  bankMachine: { zh: '示范银行自助机', en: 'Demo Bank Machine', hours: '24h', services: ['pay', 'card'] },
  postOffice: {
    zh: '邮政支局',
    en: 'Post Office',
    hours: '1-5 08:30-17:30; 6-7 09:00-16:30',
    services: ['pay', 'cash', 'scan'],
  },
  telecom: { zh: '通信营业厅', en: 'Telecom Shop', hours: '1-7 09:00-19:00', services: ['pay', 'scan'] },
  supermarket: { zh: '惠民超市', en: 'Huimin Supermarket', hours: SHOP, services: ['pay', 'cash', 'scan'] },
  convenience: {
    zh: '邻里便利店',
    en: 'Neighbour Store',
    hours: '1-7 06:30-01:00',
    services: ['pay', 'scan'],
  },
  pharmacy: { zh: '康和药店', en: 'Kanghe Pharmacy', hours: SHOP, services: ['pay', 'scan'] },
  community: { zh: '社区服务站', en: 'Community Station', hours: OFFICE, services: ['pay', 'inquiry'] },
  villageAgent: {
    zh: '村级代办点',
    en: 'Village Agent',
    hours: '1-7 08:00-11:30 14:00-18:00',
    services: ['pay', 'cash', 'topUp'],
  },
  government: {
    zh: '政务服务中心供电窗口',
    en: 'Government Centre, Power Window',
    hours: '1-5 09:00-17:00; holiday closed',
    services: ['pay', 'newConnection', 'change', 'inquiry'],
  },
  cardSeller: {
    zh: '购电卡代售点',
    en: 'Meter Card Seller',
    hours: SHOP,
    services: ['topUp', 'meterCards', 'cash'],
  },
  chargingCardSeller: {
    zh: '充电卡代售点',
    en: 'Charging Card Seller',
    hours: SHOP,
    services: ['chargingCards', 'scan'],
  },
  chargingStation: {
    zh: '电动汽车充电站',
    en: 'Charging Station',
    hours: '24h',
    services: ['charging', 'scan'],
  },
  mobileService: {
    zh: '流动服务车',
    en: 'Mobile Service Van',
    hours: '3 09:00-11:30; 6 09:00-11:30',
    services: ['pay', 'topUp', 'inquiry'],
  },
}

type Town = {
  regionId: string
  key: string
  district: { zh: string; en: string }
  at: Position
  kinds: readonly PointKind[]
}

/** Three towns around the halls. */
const TOWNS: readonly Town[] = [
  {
    ...{ regionId: 'riverside', key: 'RS', district: { zh: '滨江区', en: 'Riverbank' } },
    at: { latitude: 30.21, longitude: 120.21 },
    kinds: [
      'selfService',
      'bank',
      'postOffice',
      'supermarket',
      'convenience',
      'kioskSite',
      'cardSeller',
      'chargingStation',
      'chargingCardSeller',
      'telecom',
      'bankMachine',
      'pharmacy',
      'community',
    ],
  },
  {
    ...{ regionId: 'riverside', key: 'RC', district: { zh: '中心区', en: 'Centre' } },
    at: { latitude: 30.25, longitude: 120.17 },
    kinds: [
      'government',
      'bank',
      'selfService',
      'supermarket',
      'convenience',
      'chargingStation',
      'postOffice',
      'kioskSite',
      'bankMachine',
      'cardSeller',
    ],
  },
  {
    ...{ regionId: 'lakeside', key: 'LS', district: { zh: '湖滨镇', en: 'Lakeside Town' } },
    at: { latitude: 30.88, longitude: 120.09 },
    kinds: [
      'villageAgent',
      'ruralBank',
      'postOffice',
      'supermarket',
      'villageAgent',
      'mobileService',
      'selfService',
      'villageAgent',
      'chargingCardSeller',
      'community',
    ],
  },
]

const ONLINE: readonly { kind: PointKind; name: { zh: string; en: string }; web?: string; phone?: string }[] =
  [
    { kind: 'app', name: { zh: '掌上电力（示范）', en: 'Power App (demo)' }, web: 'https://app.example/' },
    {
      kind: 'website',
      name: { zh: '网上营业厅（示范）', en: 'Online Hall (demo)' },
      web: 'https://hall.example/',
    },
    { kind: 'wechat', name: { zh: '微信生活缴费', en: 'WeChat bills' } },
    { kind: 'alipay', name: { zh: '支付宝生活缴费', en: 'Alipay bills' } },
    { kind: 'directDebit', name: { zh: '银行代扣', en: 'Direct debit' } },
    { kind: 'phoneBank', name: { zh: '示范银行电话银行', en: 'Demo Bank by phone' }, phone: '000 95000' },
    {
      kind: 'webBank',
      name: { zh: '示范银行网上银行', en: 'Demo Bank online' },
      web: 'https://bank.example/',
    },
    { kind: 'hotline', name: { zh: '供电服务热线（示范）', en: 'Power hotline (demo)' }, phone: '000 95598' },
  ]

const hoursOf = (text: string): NonNullable<ReturnType<typeof readHours>> => {
  const hours = readHours(text)
  if (!hours) throw new Error(`no hours: ${text}`)
  return hours
}

/** Some forty payment points around the demo's halls, as the command `paymentPoint.import` takes them. */
export const DEMO_POINTS = [
  ...TOWNS.flatMap(({ regionId, key, district, at, kinds }) =>
    kinds.map((kind, n) => {
      const sort = SORTS[kind]
      if (!sort || isOnline(kind)) throw new Error(`no sort of point: ${kind}`)
      // On a spiral around the hall, none on another.
      const [angle, far] = [n * 2.4, 0.002 + n * 0.0016]
      const position = {
        latitude: Number((at.latitude + far * Math.sin(angle)).toFixed(5)),
        longitude: Number((at.longitude + far * Math.cos(angle) * 1.15).toFixed(5)),
      }
      return {
        pointId: `${key}-${String(n + 1).padStart(3, '0')}`,
        description: {
          ...{ kind, regionId, district, position, phone: '', web: '' },
          name: { zh: `${sort.zh}（${district.zh}${n + 1}号）`, en: `${sort.en}, ${district.en} ${n + 1}` },
          address: `${district.zh}示范路${12 + n * 6}号`,
          ...{ hours: hoursOf(sort.hours), services: [...sort.services] },
        },
      }
    }),
  ),
  ...ONLINE.map(({ kind, name, web = '', phone = '' }, n) => ({
    pointId: `ON-${String(n + 1).padStart(3, '0')}`,
    description: {
      ...{
        kind,
        name,
        regionId: 'demo',
        district: { zh: '', en: '' },
        address: '',
        position: null,
        phone,
        web,
      },
      ...{ hours: hoursOf('24h'), services: ['pay', 'inquiry'] as PlaceService[] },
    },
  })),
]
