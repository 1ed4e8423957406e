// One hall, as the hub of its region shows it: live (Socket.IO) and at any moment of its past (HTTP).
import type { CounterConfig, Zone } from '../config/hall-config.ts'
import type { DeviceState } from '../device/words.ts'
import type { HallId, ReasonId, ServiceId, StaffId, StationId, TicketId } from '../ids.ts'
import type { Localized } from '../text.ts'
import type { BusinessDay } from '../time.ts'
import type { HallLine, HallToday } from './console-today.ts'

/** What stands in a hall: changes only when the hall is configured anew. */
export type HallPlan = {
  name: Localized
  tier: 'A' | 'B' | 'C' | 'D'
  timeZone: string
  zones: Pick<Zone, 'id' | 'kind' | 'name'>[]
  counters: Pick<CounterConfig, 'id' | 'number' | 'name' | 'kind' | 'zone' | 'skills'>[]
  services: { id: ServiceId; name: Localized; expectedMinutes: number; limitMinutes: number }[]
  pauseReasons: { id: ReasonId; name: Localized }[]
  stations: { id: StationId; kind: 'kiosk' | 'display' | 'deviceHost'; name: Localized; zone: string }[]
  /** `zone`: of its counter, else of its station. */
  devices: {
    id: string
    kind: string
    name: Localized
    station: StationId
    counter: string | null
    zone: string
  }[]
  /** Staff by their numbers (工号): the region knows no names. */
  staff: { id: StaffId; number: string }[]
}

/** The customer a counter has called or serves; times in epoch ms by the hall's clock. */
export type HeldTicket = {
  ticketId: TicketId
  number: string
  serviceId: ServiceId
  status: 'called' | 'serving'
  arrivedAt: number
  calledAt: number
}

export type CounterNow = {
  id: string
  status: 'closed' | 'open' | 'paused'
  staffId: StaffId | null
  reasonId: ReasonId | null
  /** Since when it is so, epoch ms; null: closed. */
  since: number | null
  holding: HeldTicket | null
  /** What this counter did today. */
  today: HallToday
}

export type ServiceNow = {
  id: string
  waiting: number
  /** Arrival of who has waited longest, epoch ms. */
  longestSince: number | null
  today: HallToday
}

/** A device or a station. `up`: it does what it should. A device of which nothing was ever heard is not up. */
export type MachineNow = {
  kind: 'device' | 'station'
  id: string
  up: boolean
  /** What the device last said; null: a station, or nothing yet. */
  state: DeviceState | null
  since: number | null
  /** At a kiosk: a customer gets nowhere since then, epoch ms by the hall's clock. Absent: nobody who does. */
  stay?: { since: number; touches: number }
  /** A directive of `by` (`account:S1`) has it, or the station that drives it, switched off until then, by the hall's clock. */
  switchedOff?: { until: number; by: string }
  /** Its power calendar, or that of the station that drives it, has it off. Absent: it has not. */
  offByCalendar?: true
}

/** What of a hall changes with every customer. */
export type HallHead = {
  /** Number and stamp (epoch ms by the hall's clock) of the last fact in it; what is shown is as old as that. */
  number: number
  at: number
  day: BusinessDay | null
  line: HallLine
  waiting: number
  longestSince: number | null
  today: HallToday
}

/** One hall whole. `plan` null: it has never told its configuration. */
export type HallLive = {
  hallId: HallId
  head: HallHead
  plan: HallPlan | null
  counters: CounterNow[]
  services: ServiceNow[]
  machines: MachineNow[]
}
/** `now`: the hub's clock, epoch ms. */
export type HallSnapshot = { ok: true; now: number; hall: HallLive }

/** Rows that are other than they were, whole. Rows never go: when the plan changes, a snapshot comes instead. */
export type HallDelta = {
  hallId: HallId
  now: number
  head?: HallHead
  counters?: CounterNow[]
  services?: ServiceNow[]
  machines?: MachineNow[]
}

type Row = { id: string; kind?: string }

/** A hall with a delta folded in; answers a new object whose unchanged parts are the old ones. */
export function foldHall(hall: HallLive, delta: HallDelta): HallLive {
  if (delta.hallId !== hall.hallId) return hall
  return {
    ...hall,
    head: delta.head ?? hall.head,
    counters: withRows(hall.counters, delta.counters),
    services: withRows(hall.services, delta.services),
    machines: withRows(hall.machines, delta.machines),
  }
}

const keyOf = ({ kind = '', id }: Row): string => `${kind}:${id}`

function withRows<R extends Row>(rows: R[], changed: readonly R[] | undefined): R[] {
  if (!changed || changed.length === 0) return rows
  const byKey = new Map(changed.map((row) => [keyOf(row), row]))
  const known = rows.map((row) => byKey.get(keyOf(row)) ?? row)
  const fresh = changed.filter((row) => !rows.some((one) => keyOf(one) === keyOf(row)))
  return [...known, ...fresh]
}

/** What is other in `now` than in `before`; null: nothing. Of the same plan. */
export function hallDelta(before: HallLive, now: HallLive, at: number): HallDelta | null {
  const delta: HallDelta = { hallId: now.hallId, now: at }
  if (!isSame(before.head, now.head)) delta.head = now.head
  for (const part of ['counters', 'services', 'machines'] as const) {
    const known = new Map<string, Row>(before[part].map((row) => [keyOf(row), row]))
    const changed = (now[part] as Row[]).filter((row) => !isSame(known.get(keyOf(row)), row))
    if (changed.length > 0) Object.assign(delta, { [part]: changed })
  }
  return delta.head || delta.counters || delta.services || delta.machines ? delta : null
}

/** Rows are plain JSON, made by one function: the same order of fields. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
