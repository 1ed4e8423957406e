import type { Actor } from '../access.ts'
import type { HallConfig } from '../config/hall-config.ts'
import type { Fact, FactEntry, FactType } from '../fact/index.ts'
import type { TicketId } from '../ids.ts'
import { hasEnded } from './ticket.ts'
import type { Ticket } from './ticket.ts'
import type { HallView } from './view.ts'

/** Who looks: each audience sees only the facts it needs. */
export const AUDIENCES = ['administrator', 'staff', 'display', 'station'] as const
export type Audience = (typeof AUDIENCES)[number]

const onDisplay: FactType[] = [
  'HallConfigured',
  'DayOpened',
  'TicketIssued',
  'TicketCalled',
  'TicketRecalled',
  'TicketNoShow',
  'TicketReactivated',
  'ServiceStarted',
  'ServiceCompleted',
  'TicketTransferred',
  'TicketParked',
  'TicketUnparked',
  'TicketVoided',
  'CounterOpened',
  'CounterPaused',
  'CounterResumed',
  'CounterClosed',
  'ActionUndone',
]
const atStation: FactType[] = [
  ...onDisplay,
  'TicketPaperReported',
  'TicketPaperResolved',
  'RatingInvited',
  'RatingGiven',
  'RatingLapsed',
]
const forStaff: FactType[] = [
  ...atStation,
  'DeviceStateChanged',
  'StationConnected',
  'StationLost',
  'StationEnrolled',
  'StationRevoked',
]

const SEEN: Record<Audience, ReadonlySet<FactType> | 'all'> = {
  administrator: 'all',
  staff: new Set(forStaff),
  display: new Set(onDisplay),
  station: new Set(atStation),
}

/** Audience of a signed-in actor. */
export function audienceOf(actor: Exclude<Actor, { kind: 'system' }>): Audience {
  if (actor.kind === 'station') return actor.stationKind === 'display' ? 'display' : 'station'
  return actor.roles.some((role) => role !== 'counterStaff') ? 'administrator' : 'staff'
}

/** Whether an audience sees facts of this type. */
function isVisible(audience: Audience, type: FactType): boolean {
  const seen = SEEN[audience]
  return seen === 'all' || seen.has(type)
}

/** Facts as an audience gets them: without what it may not see, configuration trimmed, subjects blanked. */
export function visibleFacts(audience: Audience, entries: readonly FactEntry[]): FactEntry[] {
  return entries
    .filter((entry) => isVisible(audience, entry.fact.type))
    .map((entry) => ({ number: entry.number, at: entry.at, fact: trimFact(audience, entry.fact) }))
}

function trimFact(audience: Audience, fact: Fact): Fact {
  if (audience === 'administrator') return fact
  if (fact.type === 'HallConfigured') return { ...fact, config: trimConfig(audience, fact.config) }
  if (fact.type === 'TicketIssued') {
    const { subjectId: _subject, stationId, ...rest } = fact
    return audience === 'display' || stationId === undefined ? rest : { ...rest, stationId }
  }
  return fact
}

function trimConfig(audience: Audience, config: HallConfig): HallConfig {
  if (audience === 'administrator') return config
  const staff = audience === 'display' ? [] : config.staff
  return { ...config, staff, devices: audience === 'display' ? [] : config.devices }
}

/** A view as an audience gets it in a snapshot. Folding `visibleFacts` onto it keeps it true. */
export function project(audience: Audience, view: HallView): HallView {
  if (audience === 'administrator') return view
  const seesDevices = audience === 'staff'
  const invitations = audience === 'display' ? {} : view.invitations
  const referred = referredTickets({ ...view, invitations })
  const tickets: Record<string, Ticket> = {}
  for (const ticket of Object.values(view.tickets)) {
    if (!hasEnded(ticket) || referred.has(ticket.id)) tickets[ticket.id] = trimTicket(audience, ticket)
  }
  return {
    ...view,
    config: view.config && trimConfig(audience, view.config),
    tickets,
    invitations,
    devices: seesDevices ? view.devices : {},
    stations: seesDevices ? view.stations : {},
  }
}

/** Nobody but administrators learns who a ticket's customer is; the public display learns of no paper or rating. */
function trimTicket(audience: Audience, ticket: Ticket): Ticket {
  const trimmed = { ...ticket, subjectId: null }
  if (audience !== 'display') return trimmed
  return { ...trimmed, stationId: null, paper: { status: 'none' }, rating: null }
}

/** Tickets that something live points at, ended or not: an undo, a call on the display, a rating. */
function referredTickets(view: HallView): Set<TicketId> {
  return new Set([
    ...Object.values(view.counters).flatMap(({ undo }) => (undo ? [undo.ticketId] : [])),
    ...view.calls.map((call) => call.ticketId),
    ...Object.values(view.invitations).map((invitation) => invitation.ticketId),
  ])
}
