import type {
  ClassId,
  GroupId,
  KioskNearby,
  KioskPlace,
  KioskSession,
  KioskView,
  Localized,
  ScreenTicket,
  ServiceId,
} from '@service-hall/contract'
import type { FlowEvent, ServiceRow } from '../src/flow/state.ts'
import { aSession, aTicket, aView } from './builders.ts'

/** When every state begins: half past nine on a Monday in the hall, epoch ms. */
export const WALL_CLOCK_START = Date.parse('2026-01-05T09:30:00+08:00')

type Maintenance = KioskView['maintenance']

function row(
  id: string,
  groupId: string,
  name: Localized,
  over: Partial<ServiceRow> & { waiting: number },
): ServiceRow {
  return {
    id: id as ServiceId,
    groupId: groupId as GroupId,
    name,
    open: true,
    staffed: true,
    senior: false,
    ...over,
  }
}

export const PAY = row(
  'pay',
  'fee',
  { zh: '缴纳电费', en: 'Pay a bill' },
  { waiting: 12, senior: true, hint: { zh: '现金、银行卡、手机支付', en: 'Cash, card or mobile' } },
)
const METER_CARD = row(
  'meterCard',
  'fee',
  { zh: '购电充值', en: 'Meter card top-up' },
  { waiting: 3, senior: true, hint: { zh: '请带好购电卡', en: 'Bring your meter card' } },
)
export const INVOICE = row('invoice', 'fee', { zh: '发票打印', en: 'Invoices' }, { waiting: 0 })
const NEW_CONNECTION = row(
  'newConnection',
  'supply',
  { zh: '业扩报装', en: 'New connection' },
  { waiting: 7, hint: { zh: '新装、增容', en: 'New supply or more capacity' } },
)
const CHANGE = row(
  'change',
  'supply',
  { zh: '变更用电', en: 'Change of supply' },
  { waiting: 128, hint: { zh: '过户、改类、销户', en: 'Transfer, tariff, closing' } },
)
const INQUIRY = row(
  'inquiry',
  'help',
  { zh: '咨询与投诉', en: 'Questions and complaints' },
  { waiting: 1, senior: true, open: false },
)
/** As long as an administrator may write. */
export const LONG = row(
  'long',
  'supply',
  {
    zh: '分布式光伏发电项目并网申请与余电上网结算业务',
    en: 'Grid connection and settlement of surplus power for private solar installations',
  },
  {
    waiting: 23,
    hint: {
      zh: '请带好身份证、房屋产权证明、项目备案文件和设备检验报告',
      en: 'Bring your ID card, proof of ownership, project filing and the equipment’s test report',
    },
  },
)
export const SERVICES = [PAY, METER_CARD, INVOICE, NEW_CONNECTION, CHANGE, INQUIRY]
const GROUPS: KioskView['groups'] = [
  { id: 'fee' as GroupId, name: { zh: '电费业务', en: 'Bills' } },
  { id: 'supply' as GroupId, name: { zh: '用电业务', en: 'Supply' } },
  { id: 'help' as GroupId, name: { zh: '咨询服务', en: 'Help' } },
]
export const CLASSES: KioskView['classes'] = [
  { id: 'normal' as ClassId, name: { zh: '普通', en: 'Standard' } },
  {
    id: 'priority' as ClassId,
    name: { zh: '优先（老年人、残障人士、军人）', en: 'Priority (senior, disabled, military)' },
  },
]

/** More services than one sheet holds. */
export const MANY_SERVICES = Array.from({ length: 3 }, (_, n) =>
  SERVICES.map((one) => ({ ...one, id: `${one.id}${n}` as ServiceId })),
).flat()

/** A view of the invented hall: a morning with customers in it. */
export function seen(over: Partial<KioskView> = {}): FlowEvent {
  return {
    type: 'view',
    view: aView({ groups: GROUPS, services: SERVICES, classes: CLASSES, ...over }),
  }
}

export const HALL = { ...aView().hall } as NonNullable<KioskView['hall']>
export const CHOOSE = { type: 'choose', serviceId: 'pay', touchId: 'touch-0001' } as const
const TAKE: FlowEvent = { type: 'take', classId: 'normal', touchId: 'touch-0001' }

/** A ticket was asked for, and this is what became of it. */
export function asked(session: KioskSession | null, over: Partial<KioskView> = {}): FlowEvent[] {
  const before = [seen(over), CHOOSE, TAKE]
  return session ? [...before, seen({ ...over, session })] : before
}

/** A session with a ticket, at a step. */
export function withTicket(
  step: 'printing' | 'printed' | 'onScreen',
  over: Partial<ScreenTicket> = {},
): KioskSession {
  const session = aSession(step)
  return 'ticket' in session ? { ...session, ticket: aTicket(over) } : session
}

export const PRIORITY = { zh: '老年优先', en: 'Senior priority' }
export const KNOWN = { is: 'known', name: '张**', right: null } as const
export const KNOWN_SENIOR = { is: 'known', name: '欧阳**', right: { name: PRIORITY, minAge: 70 } } as const

export function maintenance(over: Partial<Maintenance> = {}): Maintenance {
  return { unlocked: false, failures: 0, lockedUntil: null, devices: [], ...over }
}

const LONG_NAME = {
  zh: '一楼东侧自助服务区综合业务票据打印机',
  en: 'Ticket printer of the self-service area on the ground floor, east side',
}
export const DEVICES: Maintenance['devices'] = [
  { id: 'printer', name: { zh: '票据打印机', en: 'Ticket printer' }, state: 'online', error: null },
  { id: 'id-reader', name: { zh: '身份证阅读器', en: 'ID card reader' }, state: 'online', error: null },
]
export const FAULTY_DEVICES: Maintenance['devices'] = [
  { id: 'printer', name: { zh: '票据打印机', en: 'Ticket printer' }, state: 'online', error: 'paperOut' },
  { id: 'id-reader', name: { zh: '身份证阅读器', en: 'ID card reader' }, state: 'offline', error: null },
  { id: 'second-printer', name: LONG_NAME, state: 'hardwareError', error: 'of-a-later-release' },
]

function aPlace(
  id: string,
  name: Localized,
  over: Partial<KioskPlace> & { kindName: Localized },
): KioskPlace {
  return {
    ...{ id, name, isHall: false, address: '', phone: '', metres: null, open: null },
    ...{ waiting: null, advised: false, group: 'shop', services: [], web: '' },
    ...over,
  }
}

const HALL_KIND = { zh: '供电营业厅', en: 'Service hall' }
const today = (time: string) => ({ day: '2026-01-05', time })

/** What is near the invented hall, the nearest first. */
export const PLACES: KioskPlace[] = [
  aPlace(
    'point:RS-1',
    { zh: '江岸路银行', en: 'Riverbank Bank' },
    {
      ...{ kindName: { zh: '银行网点', en: 'Bank branch' }, group: 'bank' },
      ...{ address: '江岸路 1 号', phone: '0571-8800 1100', metres: 320 },
      open: { is: 'open', until: today('17:00') },
    },
  ),
  aPlace(
    'hall:H2',
    { zh: '湖滨供电营业厅', en: 'Lakeside Power Service Hall' },
    {
      ...{
        kindName: HALL_KIND,
        isHall: true,
        group: 'hall',
        address: '湖滨大道 88 号',
        metres: 1_240,
        waiting: 3,
        advised: true,
      },
      open: { is: 'open', until: today('17:30') },
    },
  ),
  aPlace(
    'point:RS-2',
    { zh: '惠民超市', en: 'Huimin Supermarket' },
    {
      kindName: { zh: '超市', en: 'Supermarket' },
      ...{ address: '湖滨大道 5 号', metres: 1_600, open: { is: 'open', until: null } },
    },
  ),
  aPlace(
    'point:RS-3',
    {
      zh: '分布式光伏发电项目并网申请与余电上网结算业务代办点',
      en: 'Agency for grid connection and settlement of surplus power of private solar plants',
    },
    {
      kindName: { zh: '政务服务中心', en: 'Government service centre' },
      ...{ address: '分水江路 1024 号滨江区市民之家东辅楼三层 B 区 12 号窗口', phone: '0571-8800 1199' },
      ...{ metres: 2_900, open: { is: 'closed', opens: { day: '2026-01-06', time: '08:30' } } },
    },
  ),
  aPlace(
    'hall:H3',
    { zh: '山前供电营业厅', en: 'Hillside Power Service Hall' },
    {
      ...{ kindName: HALL_KIND, isHall: true, group: 'hall', address: '山前街 2 号', metres: 7_400 },
      open: { is: 'closed', opens: null, why: { zh: '装修', en: 'Building works' } },
    },
  ),
  aPlace(
    'point:RS-4',
    { zh: '前湾村代办点', en: 'Qianwan village agent' },
    {
      ...{ kindName: { zh: '村级代办点', en: 'Village agent' }, metres: 12_300, open: null },
    },
  ),
]
const DOES = {
  pay: { zh: '缴纳电费', en: 'Pay bills' },
  inquiry: { zh: '电费查询', en: 'Bill inquiry' },
  invoice: { zh: '打印发票', en: 'Invoices' },
  connect: { zh: '新装报装', en: 'New connection' },
  change: { zh: '变更用电', en: 'Change of supply' },
}
const ALWAYS = { is: 'open', until: null } as const

/** Ways that nobody goes to. */
export const WAYS: KioskPlace[] = [
  aPlace(
    'point:ON-1',
    { zh: '掌上营业厅', en: 'Hall in your hand' },
    {
      ...{ kindName: { zh: '手机应用', en: 'Mobile app' }, group: 'online', open: ALWAYS },
      ...{ services: Object.values(DOES), web: 'https://app.power.example' },
    },
  ),
  aPlace(
    'point:ON-2',
    { zh: '供电服务热线', en: 'Power service hotline' },
    {
      ...{ kindName: { zh: '服务热线', en: 'Hotline' }, group: 'online', open: ALWAYS, phone: '95598' },
      services: [DOES.inquiry, DOES.connect, DOES.change],
    },
  ),
  aPlace(
    'point:ON-3',
    { zh: '微信公众号', en: 'WeChat account' },
    {
      ...{ kindName: { zh: '微信支付', en: 'WeChat Pay' }, group: 'online' },
      services: [DOES.pay, DOES.inquiry],
    },
  ),
]
export const NEARBY: KioskNearby = { places: PLACES, ageMinutes: null, asOf: null, today: '2026-01-05' }
