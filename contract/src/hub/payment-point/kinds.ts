import { z } from 'zod'

type Kind = { zh: string; en: string; online?: true }

/** Kinds of payment points (缴费网点): where, or how, customers pay and do other things besides the own halls. */
export const POINT_KINDS = {
  selfService: { zh: '24 小时自助点', en: '24-hour self-service point' },
  kioskSite: { zh: '自助缴费终端', en: 'Payment kiosk' },
  bank: { zh: '银行网点', en: 'Bank branch' },
  ruralBank: { zh: '农村信用社', en: 'Rural credit cooperative' },
  bankMachine: { zh: '银行自助机', en: 'Bank machine' },
  postOffice: { zh: '邮政网点', en: 'Post office' },
  telecom: { zh: '通信营业厅', en: 'Telecom shop' },
  supermarket: { zh: '超市', en: 'Supermarket' },
  convenience: { zh: '便利店', en: 'Convenience store' },
  pharmacy: { zh: '药店', en: 'Pharmacy' },
  community: { zh: '社区服务站', en: 'Community service station' },
  villageAgent: { zh: '村级代办点', en: 'Village agent' },
  government: { zh: '政务服务中心', en: 'Government service centre' },
  cardSeller: { zh: '购电卡代售点', en: 'Meter card seller' },
  chargingCardSeller: { zh: '充电卡代售点', en: 'Charging card seller' },
  chargingStation: { zh: '电动汽车充电站', en: 'Charging station' },
  mobileService: { zh: '流动服务车', en: 'Mobile service van' },
  posVisit: { zh: '上门 POS 收费', en: 'POS collection at the door' },
  webBank: { zh: '网上银行', en: 'Web bank', online: true },
  phoneBank: { zh: '电话银行', en: 'Phone bank', online: true },
  directDebit: { zh: '银行代扣', en: 'Direct debit', online: true },
  alipay: { zh: '支付宝', en: 'Alipay', online: true },
  wechat: { zh: '微信支付', en: 'WeChat Pay', online: true },
  app: { zh: '手机应用', en: 'Mobile app', online: true },
  website: { zh: '网上营业厅', en: 'Online hall', online: true },
  hotline: { zh: '服务热线', en: 'Hotline', online: true },
} as const satisfies Record<string, Kind>

export type PointKind = keyof typeof POINT_KINDS
const kinds = Object.keys(POINT_KINDS) as [PointKind, ...PointKind[]]
export const PointKind = z.enum(kinds)

/** Whether nobody goes there: such a point has no place. */
export function isOnline(kind: PointKind): boolean {
  return 'online' in POINT_KINDS[kind]
}

/** Kinds that customers look for together. */
export const PLACE_GROUPS = ['hall', 'self', 'bank', 'shop', 'card', 'online'] as const
export type PlaceGroup = (typeof PLACE_GROUPS)[number]

const GROUP_OF: Partial<Record<string, PlaceGroup>> = {
  hall: 'hall',
  ...{ selfService: 'self', kioskSite: 'self', bankMachine: 'self' },
  ...{ bank: 'bank', ruralBank: 'bank', postOffice: 'bank' },
  ...{ cardSeller: 'card', chargingCardSeller: 'card', chargingStation: 'card' },
}

/** The group of a `PointKind`, or of `hall`; a kind of a later release is among the shops. */
export function groupOf(kind: string): PlaceGroup {
  if (Object.hasOwn(POINT_KINDS, kind) && isOnline(kind as PointKind)) return 'online'
  return GROUP_OF[kind] ?? 'shop'
}

/** What can be done at a place. */
export const PLACE_SERVICES = {
  pay: { zh: '缴纳电费', en: 'Pay bills' },
  topUp: { zh: '购电充值', en: 'Meter top-up' },
  cash: { zh: '收现金', en: 'Takes cash' },
  card: { zh: '可刷卡', en: 'Takes cards' },
  scan: { zh: '可扫码', en: 'Scan to pay' },
  inquiry: { zh: '电费查询', en: 'Bill inquiry' },
  invoice: { zh: '打印发票', en: 'Invoices' },
  newConnection: { zh: '新装报装', en: 'New connection' },
  change: { zh: '变更用电', en: 'Change of supply' },
  meterCards: { zh: '售购电卡', en: 'Sells meter cards' },
  chargingCards: { zh: '售充电卡', en: 'Sells charging cards' },
  charging: { zh: '车辆充电', en: 'Vehicle charging' },
} as const satisfies Record<string, { zh: string; en: string }>

export type PlaceService = keyof typeof PLACE_SERVICES
const services = Object.keys(PLACE_SERVICES) as [PlaceService, ...PlaceService[]]
export const PlaceService = z.enum(services)
