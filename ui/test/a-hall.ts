import { HallConfig, emptyView, evolve, follow, localTime } from '@service-hall/contract'
import type {
  ClassId,
  CounterId,
  Fact,
  FactBatch,
  FactEntry,
  FactOf,
  HallView,
  ServiceId,
  StaffId,
  StationId,
  TicketId,
} from '@service-hall/contract'

const name = (zh: string, en: string): { zh: string; en: string } => ({ zh, en })
const allDay = [{ days: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'], from: '00:00', to: '24:00' }]

/** A small hall: counter C1 pays bills, C2 does everything; `normal` gains 1 point a second, `priority` 3. */
const smallHall = HallConfig.parse({
  hall: { id: 'H1', tier: 'B', name: name('测试厅', 'Test hall'), timeZone: 'Asia/Shanghai' },
  priorityClasses: [
    { id: 'normal', weight: 1, name: name('普通', 'Standard') },
    { id: 'priority', weight: 3, headStartSeconds: 60, name: name('优先', 'Priority') },
  ],
  parkReasons: [{ id: 'form', name: name('填表', 'Form') }],
  pauseReasons: [{ id: 'break', name: name('休息', 'Break') }],
  voidReasons: [{ id: 'left', name: name('离开', 'Left') }],
  zones: [{ id: 'business', kind: 'business', name: name('办理区', 'Counters') }],
  groups: [{ id: 'fee', prefix: 'A', name: name('电费', 'Bills') }],
  services: [
    {
      id: 'pay',
      group: 'fee',
      name: name('缴费', 'Pay'),
      expectedMinutes: 3,
      limitMinutes: 5,
      openingHours: allDay,
    },
    {
      id: 'change',
      group: 'fee',
      name: name('变更', 'Change'),
      expectedMinutes: 9,
      limitMinutes: 20,
      openingHours: allDay,
    },
  ],
  counters: [
    { id: 'C1', number: '1', name: name('收费', 'Pay'), kind: 'charge', zone: 'business', skills: ['pay'] },
    {
      id: 'C2',
      number: '2',
      name: name('综合', 'All'),
      kind: 'comprehensive',
      zone: 'business',
      skills: ['pay', 'change'],
    },
  ],
  stations: [{ id: 'D1', kind: 'deviceHost', zone: 'business', name: name('主机', 'Host') }],
  devices: [
    {
      id: 'C1-pad',
      kind: 'ratingPad',
      profile: 'own',
      station: 'D1',
      counter: 'C1',
      name: name('评价器', 'Pad'),
      link: { url: 'tcp://127.0.0.1:9111' },
    },
  ],
  staff: [
    { id: 'S1', number: '1001', roles: ['counterStaff'] },
    { id: 'S2', number: '1002', roles: ['counterStaff'] },
  ],
})

export type HallOptions = {
  /** When the day opens, epoch ms. */
  startAt?: number
  config?: HallConfig
}

/** A hall whose facts a test tells one by one; seen through the fold that every screen uses. */
export function aHall({ startAt = 1_000_000_000_000, config = smallHall }: HallOptions = {}) {
  const view: HallView = emptyView()
  const entries: FactEntry[] = []
  let now = startAt
  const day = localTime(startAt, config.hall.timeZone).day
  const issuedOf = new Map<string, number>()
  let issued = 0

  /** Something happened now. */
  function happen(fact: Fact): FactEntry {
    const entry: FactEntry = { number: entries.length + 1, at: now, fact }
    entries.push(entry)
    evolve(view, entry)
    return entry
  }
  const by = 'staff:S1'
  const at = (ticketId: TicketId, counterId: string) => ({ ticketId, counterId: counterId as CounterId, by })
  /** Whoever has the counter open; S1 where nobody has. */
  const staffAt = (counterId: string): StaffId => {
    const duty = view.counters[counterId]?.duty
    return duty && duty.status !== 'closed' ? duty.staffId : ('S1' as StaffId)
  }

  happen({ type: 'HallConfigured', config, by: 'system' })
  happen({ type: 'DayOpened', day })

  return {
    view,
    entries,
    config,
    happen,
    now: () => now,
    pass(seconds: number) {
      now += seconds * 1000
    },
    /** `stationId`: the kiosk that gave it and prints it; without one staff did. */
    issue(serviceId = 'pay', classId = 'normal', stationId?: string): TicketId {
      issued += 1
      const groupId = config.services.find(({ id }) => id === serviceId)?.group
      const group = config.groups.find(({ id }) => id === groupId)
      if (!group) throw new Error(`the hall has no service ${serviceId}`)
      const count = (issuedOf.get(group.id) ?? 0) + 1
      issuedOf.set(group.id, count)
      const ticketId = `ticket-${String(issued).padStart(3, '0')}` as TicketId
      happen({
        type: 'TicketIssued',
        ticketId,
        number: `${group.prefix}${String(count).padStart(3, '0')}`,
        day,
        count,
        groupId: group.id,
        serviceId: serviceId as ServiceId,
        classId: classId as ClassId,
        language: 'zh',
        senior: false,
        ahead: 0,
        ...(stationId === undefined ? {} : { stationId: stationId as StationId }),
        by,
      })
      return ticketId
    },
    open: (counterId: string, staffId = 'S1') =>
      happen({ type: 'CounterOpened', counterId, staffId, by } as FactOf<'CounterOpened'>),
    pause: (counterId: string) =>
      happen({ type: 'CounterPaused', counterId, reasonId: 'break', by } as FactOf<'CounterPaused'>),
    call: (id: TicketId, counterId = 'C1') =>
      happen({ type: 'TicketCalled', ...at(id, counterId), staffId: staffAt(counterId) }),
    recall: (id: TicketId, times: number, counterId = 'C1') =>
      happen({ type: 'TicketRecalled', ...at(id, counterId), times }),
    start: (id: TicketId, counterId = 'C1') => happen({ type: 'ServiceStarted', ...at(id, counterId) }),
    complete: (id: TicketId, counterId = 'C1') =>
      happen({ type: 'ServiceCompleted', ...at(id, counterId), staffId: staffAt(counterId) }),
    noShow: (id: TicketId, counterId = 'C1') => happen({ type: 'TicketNoShow', ...at(id, counterId) }),
    transfer: (id: TicketId, to: FactOf<'TicketTransferred'>['to'], counterId = 'C1') =>
      happen({ type: 'TicketTransferred', ...at(id, counterId), to }),
    park: (id: TicketId, minutes: number, counterId = 'C1') =>
      happen({
        type: 'TicketParked',
        ...at(id, counterId),
        reasonId: 'form',
        until: now + minutes * 60_000,
      } as FactOf<'TicketParked'>),
    invite: (id: TicketId, counterId = 'C1') =>
      happen({
        type: 'RatingInvited',
        invitationId: `invite-${id}`,
        ticketId: id,
        counterId,
        staffId: staffAt(counterId),
        deviceId: 'C1-pad',
        sequence: 7,
        until: now + 20_000,
      } as FactOf<'RatingInvited'>),
    rate: (id: TicketId, level: FactOf<'RatingGiven'>['level'], counterId = 'C1') =>
      happen({
        type: 'RatingGiven',
        invitationId: `invite-${id}`,
        ticketId: id,
        counterId,
        staffId: staffAt(counterId),
        level,
        by: 'station:D1',
      } as FactOf<'RatingGiven'>),
    lapse: (id: TicketId, cause: FactOf<'RatingLapsed'>['cause'], counterId = 'C1') =>
      happen({
        type: 'RatingLapsed',
        invitationId: `invite-${id}`,
        ticketId: id,
        counterId,
        cause,
      } as FactOf<'RatingLapsed'>),
    /** Entries `from`…`to` as the server sends them. */
    batch: (from: number, to = entries.length): FactBatch => ({
      from,
      to,
      entries: entries.slice(from - 1, to),
    }),
    /** A copy of the view as it is now, as a snapshot carries it. */
    copy: () => structuredClone(view),
    /** The view after the first `count` facts. */
    viewAfter(count: number): HallView {
      const early = emptyView()
      follow(early, { from: 1, to: count, entries: entries.slice(0, count) })
      return structuredClone(early)
    },
  }
}

export type TestHall = ReturnType<typeof aHall>
