import { isTicketWanted, needsPaperDecision, ticketIdOfQr } from '@service-hall/contract'
import type {
  CounterConfig,
  DeviceConfig,
  DeviceState,
  Duty,
  HallConfig,
  HallView,
  Service,
  StaffId,
  Ticket,
} from '@service-hall/contract'
import { isShort } from '@service-hall/ui'

export type ServiceRow = {
  service: Service
  waiting: number
  /** 0 when nobody waits. */
  longestMs: number
}

/** Who waits for what, the longest wait first. */
export function serviceRows(view: HallView, config: HallConfig, now: number): ServiceRow[] {
  const waiting = new Map<string, Ticket[]>()
  for (const id of Object.values(view.lanes).flat()) {
    const ticket = view.tickets[id]
    if (ticket) waiting.set(ticket.serviceId, [...(waiting.get(ticket.serviceId) ?? []), ticket])
  }
  return config.services
    .map((service) => {
      const tickets = waiting.get(service.id) ?? []
      const longestMs = Math.max(0, ...tickets.map((ticket) => now - ticket.arrivedAt))
      return { service, waiting: tickets.length, longestMs }
    })
    .sort((a, b) => b.longestMs - a.longestMs)
}

export type CounterRow = {
  counter: CounterConfig
  duty: Duty
  ticket: Ticket | null
  /** Since when what the counter does now goes on, epoch ms; null when it is closed. */
  since: number | null
  /** The case at the counter takes longer than its service allows. */
  over: boolean
}

export function counterRows(view: HallView, config: HallConfig, now: number): CounterRow[] {
  return config.counters.map((counter) => {
    const state = view.counters[counter.id]
    const duty = state?.duty ?? { status: 'closed' as const }
    const ticket = state?.holding ? (view.tickets[state.holding] ?? null) : null
    const startedAt = ticket?.state.status === 'serving' ? ticket.state.startedAt : null
    const calledAt = ticket?.state.status === 'called' ? ticket.state.calledAt : null
    const limit = config.services.find((service) => service.id === ticket?.serviceId)?.limitMinutes
    return {
      counter,
      duty,
      ticket,
      since: startedAt ?? calledAt ?? (duty.status === 'closed' ? null : duty.since),
      over: startedAt !== null && limit !== undefined && now - startedAt > limit * 60_000,
    }
  })
}

export type DeviceHealth = 'good' | 'warn' | 'bad' | 'unknown'

/** How a device's XFS state is to be taken: by text, not by colour alone. */
export function deviceHealth(state: DeviceState | undefined): DeviceHealth {
  if (!state) return 'unknown'
  if (state.device !== 'online' && state.device !== 'deviceBusy')
    return state.device === 'starting' ? 'unknown' : 'bad'
  const fills = state.consumables ?? []
  if (state.paper === 'out' || state.paper === 'jammed' || state.media) return 'bad'
  if (fills.some((one) => one.state === 'out' || one.state === 'full')) return 'bad'
  return state.paper === 'low' || state.error !== undefined || fills.some(isShort) ? 'warn' : 'good'
}

export type DeviceRow = {
  device: DeviceConfig
  state: DeviceState | undefined
  since: number | null
  health: DeviceHealth
}

const URGENCY: Record<DeviceHealth, number> = { bad: 0, warn: 1, unknown: 2, good: 3 }

/** Every device of the hall, the faulty ones first. A device never heard of has no state. */
export function deviceRows(view: HallView, config: HallConfig): DeviceRow[] {
  return config.devices
    .map((device) => {
      const known = view.devices[device.id]
      return { device, state: known?.state, since: known?.since ?? null, health: deviceHealth(known?.state) }
    })
    .sort((a, b) => URGENCY[a.health] - URGENCY[b.health])
}

/** Counter somebody works at now, if any. */
export function counterOf(view: HallView, config: HallConfig, staffId: StaffId): CounterConfig | null {
  return (
    config.counters.find(({ id }) => {
      const duty = view.counters[id]?.duty
      return duty !== undefined && duty.status !== 'closed' && duty.staffId === staffId
    }) ?? null
  )
}

/** Open tickets that staff may look for at `now`: those to settle, then set aside, then waiting by arrival. */
export function openTickets(view: HallView, wanted: string, now: number): Ticket[] {
  const rank = ({ state }: Ticket): number => (state.status === 'waiting' ? 1 : 0)
  const toSettle = (ticket: Ticket): number => (needsPaperDecision(ticket, now) ? 0 : 1)
  const wantedId = ticketIdOfQr(wanted)
  return Object.values(view.tickets)
    .filter(
      ({ state }) => state.status === 'waiting' || state.status === 'parked' || state.status === 'noShow',
    )
    .filter((ticket) => (wantedId === null ? isTicketWanted(ticket.number, wanted) : ticket.id === wantedId))
    .sort((a, b) => toSettle(a) - toSettle(b) || rank(a) - rank(b) || a.arrivedAt - b.arrivedAt)
}
