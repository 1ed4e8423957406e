import type {
  ClassId,
  GroupId,
  KioskSession,
  KioskView,
  ScreenTicket,
  ServiceId,
} from '@service-hall/contract'

type Service = KioskView['services'][number]

/** Builders of views for tests and the gallery. */
export function aService(id: string, over: Partial<Service> = {}): Service {
  return {
    id: id as ServiceId,
    groupId: 'fee' as GroupId,
    name: { zh: `业务${id}`, en: `Service ${id}` },
    waiting: 3,
    open: true,
    staffed: true,
    senior: false,
    ...over,
  }
}

export function aTicket(over: Partial<ScreenTicket> = {}): ScreenTicket {
  return {
    number: 'A012',
    serviceId: 'pay' as ServiceId,
    ahead: 3,
    issuedAt: 1_767_578_400_000,
    qr: 'https://hall.test/t/abc',
    ...over,
  }
}

export function aView(over: Partial<KioskView> = {}): KioskView {
  return {
    hall: {
      name: { zh: '滨江供电营业厅', en: 'Riverside Power Service Hall' },
      timeZone: 'Asia/Shanghai',
      languages: ['zh', 'en'],
      theme: { brand: '#00706B' },
      idleSeconds: 45,
    },
    hallMinute: null,
    link: 'online',
    enrolmentCode: null,
    printer: 'ready',
    groups: [{ id: 'fee' as GroupId, name: { zh: '电费业务', en: 'Bills' } }],
    services: [
      aService('pay', { senior: true }),
      aService('invoice'),
      aService('closed', { open: false, senior: true }),
    ],
    classes: [
      { id: 'normal' as ClassId, name: { zh: '普通', en: 'Standard' } },
      { id: 'priority' as ClassId, name: { zh: '优先', en: 'Priority' } },
    ],
    session: { step: 'idle' },
    card: { is: 'absent' },
    maintenance: { unlocked: false, failures: 0, lockedUntil: null, devices: [] },
    ...over,
  }
}

/** A session of a touch, at a step. */
export function aSession(step: KioskSession['step'], touchId = 'touch-0001'): KioskSession {
  switch (step) {
    case 'idle':
      return { step }
    case 'issuing':
      return { step, touchId, serviceId: 'pay' as ServiceId, since: 0 }
    case 'printing':
      return { step, touchId, ticket: aTicket(), since: 0 }
    case 'printed':
      return { step, touchId, ticket: aTicket() }
    case 'onScreen':
      return { step, touchId, ticket: aTicket(), paper: 'notPrinted' }
    case 'refused':
      return { step, touchId, code: 'service.closed' }
    case 'noAnswer':
      return { step, touchId }
  }
}
