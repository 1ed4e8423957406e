import { isDown, isHeld, lookUp } from '@service-hall/contract'
import type {
  CounterNow,
  HallConfig,
  HallLive,
  HallPlan,
  HallView,
  HeldTicket,
  MachineNow,
  ServiceNow,
  Ticket,
} from '@service-hall/contract'
import type { LiveHall } from './live-hall.ts'

/** A hall as the console shows it: what stands there, and how each part is now. */
export function hallShown(hall: LiveHall): HallLive {
  const { view, hallId } = hall
  const { config } = view
  const waiting = waitingIn(view)
  return {
    hallId,
    head: {
      ...{ number: view.number, at: hall.at, day: view.day, line: { ...hall.line } },
      ...{ waiting: waiting.length, longestSince: earliest(waiting), today: hall.today },
    },
    plan: config && planOf(config),
    counters: (config?.counters ?? []).map(({ id }) => counterNow(hall, id)),
    services: (config?.services ?? []).map(({ id }) => serviceNow(hall, id, waiting)),
    machines: config ? machinesNow(config, hall) : [],
  }
}

/** What of a hall its plan is made of: the same object as long as it is not configured anew. */
export function planSource(hall: LiveHall): HallConfig | null {
  return hall.view.config
}

function planOf({
  hall,
  zones,
  counters,
  services,
  pauseReasons,
  stations,
  devices,
  staff,
}: HallConfig): HallPlan {
  const zoneOfCounter = new Map<string, string>(counters.map(({ id, zone }) => [id, zone]))
  const zoneOfStation = new Map<string, string>(stations.map(({ id, zone }) => [id, zone]))
  return {
    ...{ name: hall.name, tier: hall.tier, timeZone: hall.timeZone },
    zones: zones.map(({ id, kind, name }) => ({ id, kind, name })),
    counters: counters.map(({ id, number, name, kind, zone, skills }) => ({
      id,
      number,
      name,
      kind,
      zone,
      skills,
    })),
    services: services.map(({ id, name, expectedMinutes, limitMinutes }) => ({
      ...{ id, name, expectedMinutes, limitMinutes },
    })),
    pauseReasons: pauseReasons.map(({ id, name }) => ({ id, name })),
    stations: stations.map(({ id, kind, name, zone }) => ({ id, kind, name, zone })),
    devices: devices.map((device) => {
      const counter = 'counter' in device ? device.counter : null
      const zone = (counter && zoneOfCounter.get(counter)) ?? zoneOfStation.get(device.station) ?? ''
      return { id: device.id, kind: device.kind, name: device.name, station: device.station, counter, zone }
    }),
    staff: staff.map(({ id, number }) => ({ id, number })),
  }
}

function waitingIn({ tickets }: HallView): Ticket[] {
  return Object.values(tickets).filter(({ state }) => state.status === 'waiting')
}

function earliest(tickets: readonly Ticket[]): number | null {
  return tickets.reduce<number | null>(
    (least, { arrivedAt }) => Math.min(least ?? arrivedAt, arrivedAt),
    null,
  )
}

function counterNow(hall: LiveHall, id: string): CounterNow {
  const counter = lookUp(hall.view.counters, id)
  const duty = counter?.duty ?? { status: 'closed' as const }
  const held = counter?.holding ? lookUp(hall.view.tickets, counter.holding) : undefined
  return {
    ...{ id, status: duty.status },
    staffId: duty.status === 'closed' ? null : duty.staffId,
    reasonId: duty.status === 'paused' ? duty.reasonId : null,
    since: duty.status === 'closed' ? null : duty.since,
    holding: held ? heldTicket(held) : null,
    today: hall.todayOf('counter', id),
  }
}

function heldTicket(ticket: Ticket): HeldTicket | null {
  const { id, number, serviceId, arrivedAt, state } = ticket
  if (!isHeld(ticket) || (state.status !== 'called' && state.status !== 'serving')) return null
  return { ticketId: id, number, serviceId, status: state.status, arrivedAt, calledAt: state.calledAt }
}

function serviceNow(hall: LiveHall, id: string, waiting: readonly Ticket[]): ServiceNow {
  const theirs = waiting.filter(({ serviceId }) => serviceId === id)
  return { id, waiting: theirs.length, longestSince: earliest(theirs), today: hall.todayOf('service', id) }
}

function machinesNow(config: HallConfig, hall: LiveHall): MachineNow[] {
  const { view } = hall
  const devices = config.devices.map(({ id, station }): MachineNow => {
    const { state, since } = lookUp(view.devices, id) ?? { state: null, since: null }
    const up = state !== null && !isDown(state)
    return { kind: 'device', id, up, state, since, ...hall.offShown(station) }
  })
  const stations = config.stations.map(({ id }): MachineNow => {
    const known = lookUp(view.stations, id)
    const { connected, since } = known ?? { connected: false, since: 0 }
    const row: MachineNow = {
      kind: 'station',
      id,
      up: connected,
      state: null,
      since: since === 0 ? null : since,
      ...hall.offShown(id),
    }
    return known?.stay ? { ...row, stay: { ...known.stay } } : row
  })
  return [...devices, ...stations]
}
