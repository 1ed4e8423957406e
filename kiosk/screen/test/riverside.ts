import type {
  ClassId,
  GroupId,
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
