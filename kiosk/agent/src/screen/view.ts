import {
  classesAtKiosk,
  closedText,
  isServiceOpen,
  isStaffed,
  offered,
  ordinaryClass,
  peopleAhead,
  specialDayText,
  specialDaysAhead,
  validToday,
} from '@service-hall/contract'
import type {
  DeviceConfig,
  DeviceState,
  HallConfig,
  HallView,
  KioskView,
  ServiceId,
} from '@service-hall/contract'
import type { AgentState } from '../capabilities.ts'
import type { LinkState } from '../hall/link.ts'
import { PIN_LOCK_MS } from '../maintenance/state.ts'
import { unknownCommands } from '../outbox/state.ts'
import { screenSession } from '../session/state.ts'

const MINUTE_MS = 60_000

export type ViewParts = {
  /** As the hall last described itself; null before the first time. */
  config: HallConfig | null
  /** The hall as it is now; null while only its description is known. */
  hall: HallView | null
  link: LinkState
  enrolmentCode: string | null
  /** Devices of this station with their states. */
  devices: { config: DeviceConfig; state: DeviceState }[]
  agent: AgentState
  /** The hall's clock, epoch ms. */
  hallNow: number
}

/** Everything the kiosk's screen shows. */
export function kioskView(parts: ViewParts): KioskView {
  const { config, hall, link, enrolmentCode, devices, agent, hallNow } = parts
  const { unlocked, failures, lockedUntil } = agent.maintenance
  return {
    hall: config && describe(config),
    hallMinute: hall ? Math.floor(hallNow / MINUTE_MS) * MINUTE_MS : null,
    link,
    enrolmentCode,
    printer: printerState(devices),
    groups: offered(config?.groups).map(({ id, name }) => ({ id, name })),
    services: config ? offered(config.services).map((service) => offer(service, config, hall, hallNow)) : [],
    classes: config ? classesAtKiosk(config).map(({ id, name }) => ({ id, name })) : [],
    ...(config ? announced(config, hallNow) : {}),
    session: screenSession(agent.session),
    card: { is: 'absent' },
    maintenance: {
      unlocked,
      failures,
      lockedUntil,
      ...(lockedUntil === null ? {} : { lockedForMs: PIN_LOCK_MS }),
      devices: devices.map(({ config: { id, name }, state }) => ({
        id,
        name,
        state: state.device,
        error: state.error ?? null,
      })),
      ...unknownOf(agent),
    },
  }
}

function unknownOf({ outbox }: AgentState): Pick<KioskView['maintenance'], 'unknownCommands'> {
  const unknown = unknownCommands(outbox)
  return unknown.length > 0 ? { unknownCommands: unknown } : {}
}

/** The same view with nobody in front of it: what a screen may show before the agent has heard of the hall again. */
export function restingView({
  letters: _asked,
  nearby: _heard,
  playlist: _played,
  payment: _paid,
  ...view
}: KioskView): KioskView {
  return {
    ...view,
    hallMinute: null,
    link: 'connecting',
    enrolmentCode: null,
    session: { step: 'idle' },
    card: { is: 'absent' },
    services: view.services.map((service) => ({ ...service, waiting: 0 })),
    maintenance: restingMaintenance(view.maintenance),
  }
}

function restingMaintenance({
  pinProblem: _past,
  ...maintenance
}: KioskView['maintenance']): KioskView['maintenance'] {
  return { ...maintenance, unlocked: false, devices: [] }
}

/** Customers are told of a holiday this many days before. */
const ANNOUNCED_DAYS = 7
/** More than this nobody reads in front of a kiosk. */
const ANNOUNCEMENTS = 2

function announced(config: HallConfig, hallNow: number): Pick<KioskView, 'announcements'> {
  const ahead = specialDaysAhead(config, hallNow, ANNOUNCED_DAYS).slice(0, ANNOUNCEMENTS)
  return ahead.length > 0 ? { announcements: ahead.map((row) => specialDayText(config, row)) } : {}
}

function describe({ hall, theme, policies }: HallConfig): NonNullable<KioskView['hall']> {
  const { name, timeZone, languages } = hall
  return { name, timeZone, languages, theme, idleSeconds: policies.kioskIdleSeconds }
}

function offer(
  service: HallConfig['services'][number],
  config: HallConfig,
  hall: HallView | null,
  hallNow: number,
): KioskView['services'][number] {
  const { id, group, name, hint, senior } = service
  // A hall that does not know the time sends nobody away.
  const knowsTime = hall?.clock?.timeUnknown !== true
  const open = !knowsTime || isServiceOpen(config, service, hallNow)
  const closedWhy = open ? null : closedText(config, service, hallNow)
  return {
    id,
    groupId: group,
    name,
    ...(hint === undefined ? {} : { hint }),
    waiting: hall ? aheadNow(hall, config, id, hallNow) : 0,
    staffed: hall === null || isStaffed(hall, config, id),
    open,
    ...(closedWhy ? { closedWhy } : {}),
    ...(open && knowsTime ? ending(config, service, hallNow) : {}),
    senior,
  }
}

function ending(
  config: HallConfig,
  service: HallConfig['services'][number],
  hallNow: number,
): Pick<KioskView['services'][number], 'validToday'> {
  const ends = validToday(config, service, hallNow)
  return ends ? { validToday: ends } : {}
}

/** People before a customer of the ordinary class who takes a ticket now. */
function aheadNow(hall: HallView, config: HallConfig, serviceId: ServiceId, now: number): number {
  const ordinary = ordinaryClass(config)
  return ordinary ? peopleAhead(hall, config, { serviceId, classId: ordinary.id, arrivedAt: now }, now) : 0
}

function printerState(devices: ViewParts['devices']): KioskView['printer'] {
  const state = devices.find(({ config }) => config.kind === 'printer')?.state
  // Not heard of yet: nothing is wrong as far as anybody knows, and a ticket would wait for it.
  if (state?.device === 'starting') return 'ready'
  if (state?.device !== 'online' || state.paper === 'out' || state.paper === 'jammed') return 'unavailable'
  return state.paper === 'low' ? 'low' : 'ready'
}
