import type { DeviceState, Role } from '@service-hall/contract'
import type { GalleryPage, ShowState } from '@service-hall/ui/gallery'
import { useHallStore } from '@service-hall/ui/hall'
import type { TestHall } from '@service-hall/ui/testing'
import type { Pinia } from 'pinia'
import type { TabName } from '../admin/use-tab.ts'
import {
  aBusyHall,
  aHallOfCounters,
  anEmptyHall,
  anOpenHall,
  arrive,
  issuePrinted,
  report,
  serve,
  tell,
} from './a-busy-hall.ts'
import { paymentStates } from './payment-states.ts'
import { answering, live, press, type } from './show.ts'
import type { LiveState, LoadedPage } from './show.ts'
import { answeringAccounts } from './staff-accounts.ts'

const page = (tab: TabName) => async (): Promise<LoadedPage> => {
  const [{ default: root }, { adminTexts }] = await Promise.all([
    import('../admin/AdminPage.vue'),
    import('../admin/texts.ts'),
  ])
  return { root, texts: adminTexts, props: { start: tab } }
}

const administrator: Role[] = ['administrator']
const lobbyManager: Role[] = ['lobbyManager', 'counterStaff']

const on =
  (tab: TabName) =>
  (hall: () => TestHall, { roles = administrator, before, ...more }: Partial<LiveState> = {}): ShowState =>
    live({
      page: page(tab),
      hall,
      roles,
      staffId: roles?.includes('administrator') ? 'S9001' : 'S2001',
      before: (pinia, told) => {
        answering({
          'GET /api/enrolment': { body: [] },
          'GET /api/tickets/ended': { body: { tickets: ENDED, next: 60 } },
        })
        before?.(pinia, told)
      },
      ...more,
    })

/** Tickets that ended before the page was opened. */
const ENDED = [
  { number: 'A018', status: 'completed', counterId: 'C1', calledAt: 21, endedAt: 26, rating: 5 },
  { number: 'A017', status: 'voided', counterId: null, calledAt: null, endedAt: 19, rating: null },
  { number: 'B006', status: 'completed', counterId: 'C2', calledAt: 12, endedAt: 31, rating: null },
].map(({ calledAt, endedAt, ...row }) => ({
  ...row,
  id: `ended-${row.number}`,
  serviceId: 'pay',
  classId: 'normal',
  arrivedAt: Date.parse('2026-01-05T09:05:00+08:00'),
  calledAt: calledAt === null ? null : Date.parse(`2026-01-05T09:${calledAt}:00+08:00`),
  endedAt: Date.parse(`2026-01-05T09:${endedAt}:00+08:00`),
}))

/** Some hours into the day: customers served, ratings of every level, a case over its limit. */
function aDay(): TestHall {
  const hall = aBusyHall()
  const ids = Object.values(hall.view.tickets)
    .filter(({ state }) => state.status === 'waiting')
    .map(({ id }) => id)
  const levels = [5, 5, 4, 5, 3, 1] as const
  levels.forEach((level, index) => {
    const id = ids[index]
    if (id) serve(hall, id, 'C2', 3, level)
  })
  const [next] = ids.slice(levels.length)
  if (next) {
    hall.call(next, 'C1')
    hall.start(next, 'C1')
    hall.pass(26 * 60)
  }
  hall.pause('C3')
  hall.pass(310)
  return hall
}
function toSettle(): TestHall {
  const hall = aBusyHall()
  issuePrinted(hall, 'pay', 'notPrinted')
  issuePrinted(hall, 'newConnection', 'unknown')
  hall.issue('inquiry', 'normal', 'K1')
  hall.pass(75)
  return hall
}
const GOOD: DeviceState = { device: 'online' }
/** Every station enrolled, every device at work. */
function working(): TestHall {
  const hall = aBusyHall()
  for (const { id } of hall.config.stations) {
    tell(hall, { type: 'StationEnrolled', stationId: id })
    tell(hall, { type: 'StationConnected', stationId: id })
  }
  report(hall, Object.fromEntries(hall.config.devices.map(({ id }) => [id, GOOD])))
  hall.pass(600)
  return hall
}
/** A file edited in the middle of the day, a holiday in sight. */
function edited(): TestHall {
  const hall = aDay()
  const services = hall.config.services.map((row) =>
    row.id === 'pay' ? { ...row, retired: true as const } : row,
  )
  const counters = hall.config.counters.map((row) =>
    row.id === 'C2' ? { ...row, retired: true as const } : row,
  )
  const day = (ahead: number): string => new Date(hall.now() + ahead * 86_400_000).toISOString().slice(0, 10)
  const specialDays = [
    { from: day(0), name: { zh: '元旦调休', en: 'Worked weekend' }, hours: 'wed' as const },
    { from: day(5), to: day(11), name: { zh: '国庆节', en: 'National Day' }, hours: 'closed' as const },
  ]
  tell(hall, {
    type: 'HallConfigured',
    config: { ...hall.config, services, counters, specialDays },
    by: 'system',
  })
  return hall
}
/** The machine's clock is not believed: it jumped at work, or the server began by one that cannot be. */
function clockHeld({ offByMs, timeUnknown }: { offByMs: number; timeUnknown: boolean }): TestHall {
  const hall = aDay()
  tell(hall, { type: 'ClockHeld', offByMs, since: hall.now(), from: 1, timeUnknown })
  return hall
}
const YEAR_MS = 365 * 86_400_000
/** A file in which something of each kind is hardly meant. */
function oddFile(): TestHall {
  const hall = aDay()
  const { services, priorityClasses } = hall.config
  const [first, second, ...others] = services
  if (!first || !second) throw new Error('the demo hall has too few services')
  const config = {
    ...hall.config,
    services: [
      { ...first, name: { zh: '缴纳电费䢺', en: 'Pay a bill 🙂' } },
      { ...second, name: { ...second.name, en: 'Pay a bill 🙂' }, limitMinutes: 1 },
      ...others,
    ],
    priorityClasses: priorityClasses.map((row, at) =>
      at === 0 ? row : { ...row, weight: row.weight - 200 },
    ),
  }
  tell(hall, { type: 'HallConfigured', config })
  return hall
}
/** A bad day: something of everything that can be wrong. */
function faulty(): TestHall {
  const hall = working()
  tell(hall, { type: 'StationLost', stationId: 'V1' })
  tell(hall, { type: 'StationRevoked', stationId: 'V2' })
  report(hall, {
    'K1-printer': { device: 'userError', error: 'paperOut', paper: 'out', action: 'clear' },
    'K1-id-reader': { device: 'hardwareError', error: 'securityFail', action: 'maintenance' },
    'C1-pad': { device: 'offline', error: 'noAnswer', action: 'reset' },
    'C2-pad': { device: 'deviceBusy', error: 'overheated', action: 'suspend' },
    'C3-pad': { device: 'noDevice', error: 'portForbidden', action: 'configuration' },
    'C1-led': { device: 'online', consumables: [{ name: 'captureBin', state: 'nearFull' }] },
    'C2-led': { device: 'online', error: 'codeOfALaterRelease', action: 'softwareError' },
    'C3-led': { device: 'potentialFraud', error: 'fraudAttempt', action: 'maintenance' },
    'hall-bar': { device: 'starting' },
  })
  hall.pass(240)
  return hall
}

const lost = (pinia: Pinia, hall: TestHall): void => {
  const store = useHallStore(pinia)
  store.link = 'lost'
  store.linkSince = hall.now() - 65_000
}
const pendingEnrolments = (): void => {
  const row = {
    since: Date.parse('2026-01-05T09:58:00+08:00'),
    expiresAt: Date.parse('2026-01-05T10:08:00+08:00'),
    from: '10.20.3.41',
  }
  answering({
    'GET /api/enrolment': {
      body: [
        { code: 'K7P-4QX', kind: 'display', ...row },
        { code: 'M2C-9RT', kind: 'kiosk', ...row },
      ],
    },
  })
}

/** Opens the sign-in of one row, and goes so many presses towards a first password for it. */
const resetOf = (row: number, presses: number) => async () => {
  await press(`tr:nth-child(${row}) td button`)
  for (let time = 0; time < presses; time += 1) await press('dialog section:first-child button')
}

const overview = on('overview')
const tickets = on('tickets')
const devices = on('devices')
const staff = on('staff')

const tabs = {
  overview: {
    loading: overview(anEmptyHall, { before: (pinia) => (useHallStore(pinia).ready = false) }),
    empty: overview(anEmptyHall),
    full: overview(aDay),
    manyCounters: overview(() => {
      const hall = aHallOfCounters(24)
      arrive(hall, 60, 20)
      return hall
    }),
    lobbyManager: overview(aDay, { roles: lobbyManager }),
    fileEdited: overview(edited),
    oddFile: overview(oddFile),
    clockJumped: overview(() => clockHeld({ offByMs: -3_600_000, timeUnknown: false })),
    clockUnknown: overview(() => clockHeld({ offByMs: -9 * YEAR_MS, timeUnknown: true })),
    clockLost: overview(() => clockHeld({ offByMs: 2 * YEAR_MS, timeUnknown: true }), { before: lost }),
    clockLobbyManager: overview(() => clockHeld({ offByMs: -9 * YEAR_MS, timeUnknown: true }), {
      roles: lobbyManager,
    }),
    closeDialog: overview(aDay, { after: () => press('td.right button') }),
    lost: overview(aDay, { before: lost }),
  },
  tickets: {
    empty: tickets(() => anOpenHall('C1')),
    full: tickets(toSettle),
    many: tickets(() => {
      const hall = anOpenHall('C1')
      arrive(hall, 90, 10)
      return hall
    }),
    notFound: tickets(toSettle, { after: () => type('input[type=search]', 'Z9') }),
    voidDialog: tickets(toSettle, { after: () => press('button.void') }),
    lobbyManager: tickets(toSettle, { roles: lobbyManager }),
    lost: tickets(toSettle, { before: lost }),
  },
  payments: paymentStates(on('payments'), lost),
  devices: {
    never: devices(anEmptyHall),
    working: devices(working),
    faulty: devices(faulty),
    enrolling: devices(working, { before: pendingEnrolments }),
    enrolmentsUnreachable: devices(working, { before: () => answering({}) }),
    revokeDialog: devices(working, { after: () => press('td.right button') }),
    lobbyManager: devices(faulty, { roles: lobbyManager }),
    lost: devices(faulty, { before: lost }),
  },
  staff: {
    away: staff(anEmptyHall),
    atWork: staff(aDay),
    accounts: staff(aDay, { before: answeringAccounts }),
    accountDialog: staff(aDay, {
      before: answeringAccounts,
      after: () => press('tr:nth-child(1) td button'),
    }),
    accountWaiting: staff(aDay, {
      before: answeringAccounts,
      after: () => press('tr:nth-child(3) td button'),
    }),
    accountNoPassword: staff(aDay, {
      before: answeringAccounts,
      after: () => press('tr:nth-child(4) td button'),
    }),
    resetPassword: staff(aDay, { before: answeringAccounts, after: resetOf(3, 1) }),
    passwordMade: staff(aDay, { before: answeringAccounts, after: resetOf(3, 2) }),
    passwordNotMade: staff(aDay, { before: answeringAccounts, after: resetOf(1, 2) }),
  },
} satisfies Record<TabName, Record<string, ShowState>>

/** Administration, a page for each of its tabs: `admin-overview` … */
export function adminPages(sizes: GalleryPage['sizes']): Record<`admin-${TabName}`, GalleryPage> {
  return {
    'admin-overview': { sizes, states: tabs.overview },
    'admin-tickets': { sizes, states: tabs.tickets },
    'admin-payments': { sizes, states: tabs.payments },
    'admin-devices': { sizes, states: tabs.devices },
    'admin-staff': { sizes, states: tabs.staff },
  }
}
