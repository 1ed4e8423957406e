import type { RatingLevel } from '../command/rating.ts'
import type { DeviceState } from '../config/device-state.ts'
import type { HallConfig } from '../config/hall-config.ts'
import type { FactEntry, FactOf, FactType, UndoableAction } from '../fact/index.ts'
import type {
  CounterId,
  DeviceId,
  InvitationId,
  ReasonId,
  ServiceId,
  StaffId,
  StationId,
  TicketId,
} from '../ids.ts'
import type { BusinessDay } from '../time.ts'
import type { Ticket, TicketState } from './ticket.ts'

export type Duty =
  | { status: 'closed' }
  | { status: 'open'; staffId: StaffId; since: number }
  | { status: 'paused'; staffId: StaffId; reasonId: ReasonId; since: number }

/** What a counter can still take back: the ticket as it was before fact `number`. */
export type UndoPoint = {
  action: UndoableAction
  at: number
  number: number
  ticketId: TicketId
  before: { serviceId: ServiceId; state: TicketState }
}

export type Counter = {
  id: CounterId
  duty: Duty
  /** The one customer it has called or serves. */
  holding: TicketId | null
  undo: UndoPoint | null
}

/** A line of the call display. `times` is 1 for a call, one more for each recall. */
export type Call = {
  /** Number of the fact of the latest (re)call: names the announcement. */
  callNumber: number
  ticketId: TicketId
  ticketNumber: string
  counterId: CounterId
  at: number
  times: number
}

export type InvitationResult =
  | { status: 'open' }
  | { status: 'given'; level: RatingLevel; at: number }
  | { status: 'lapsed'; cause: FactOf<'RatingLapsed'>['cause'] }

/** The latest rating invitation of a counter. */
export type Invitation = {
  id: InvitationId
  sequence: number
  ticketId: TicketId
  counterId: CounterId
  staffId: StaffId
  deviceId: DeviceId
  until: number
  result: InvitationResult
}

export type DeviceView = {
  state: DeviceState
  since: number
}

export type StationView = {
  enrolled: boolean
  connected: boolean
  since: number
}

/**
 * A hall as every screen and the server see it: a fold of facts, plain JSON. Audiences get a projection of it
 * (`project`), folded on by the same `evolve`.
 */
export type HallView = {
  /** Number of the last fact folded in. */
  number: number
  config: HallConfig | null
  day: BusinessDay | null
  tickets: Record<string, Ticket>
  /** Waiting tickets in order of arrival, by lane (see `laneOf`). */
  lanes: Record<string, TicketId[]>
  counters: Record<string, Counter>
  /** Newest first, one row a ticket, at most `CALLS_KEPT`. */
  calls: Call[]
  invitations: Record<string, Invitation>
  devices: Record<string, DeviceView>
  stations: Record<string, StationView>
}

export const CALLS_KEPT = 12

export function emptyView(): HallView {
  return {
    number: 0,
    config: null,
    day: null,
    tickets: {},
    lanes: {},
    counters: {},
    calls: [],
    invitations: {},
    devices: {},
    stations: {},
  }
}

/** What one kind of fact does to the view. Handlers change the view in place. */
export type Handlers<State> = {
  [T in FactType]?: (state: State, fact: FactOf<T>, entry: FactEntry) => void
}

/** Runs the handler for an entry's fact, if there is one. */
export function handle<State>(handlers: Handlers<State>, state: State, entry: FactEntry): void {
  const handler = handlers[entry.fact.type] as
    ((state: State, fact: FactEntry['fact'], entry: FactEntry) => void) | undefined
  handler?.(state, entry.fact, entry)
}

export function counterOf(view: HallView, id: CounterId): Counter {
  return (view.counters[id] ??= { id, duty: { status: 'closed' }, holding: null, undo: null })
}

export function stationOf(view: HallView, id: StationId): StationView {
  return (view.stations[id] ??= { enrolled: false, connected: false, since: 0 })
}
