import type { ClassId, CounterId, ServiceId } from '../ids.ts'
import type { Ticket, TicketState } from './ticket.ts'
import type { TicketPart } from './part.ts'

/** What a ticket's place in line is kept in. */
type Lanes = Pick<TicketPart, 'tickets' | 'lanes'>

/**
 * Lane of waiting tickets that differ in nothing but arrival. Within a lane the first to come is the first to
 * go under any weight, so the head of each lane is all that the order of service must look at.
 */
export function laneOf(where: { serviceId: ServiceId; classId: ClassId; target: CounterId | null }): string {
  return `${where.target ? `@${where.target}` : where.serviceId}/${where.classId}`
}

/** The counter that everybody in a lane waits for; null where any counter with the skill will do. */
export function laneTarget(lane: string): CounterId | null {
  return lane.startsWith('@') ? (lane.slice(1, lane.indexOf('/')) as CounterId) : null
}

/** The lane of the same class that waits for this counter. */
export function laneToward(lane: string, target: CounterId): string {
  return `@${target}${lane.slice(lane.indexOf('/'))}`
}

/** First come: by the journal's order, since arrival times run backwards when a clock is set back. */
export function cameBefore(a: Ticket, b: Ticket): boolean {
  return a.order < b.order
}

function enter(view: Lanes, ticket: Ticket, target: CounterId | null): void {
  const lane = (view.lanes[laneOf({ ...ticket, target })] ??= [])
  let at = lane.length
  while (at > 0) {
    const previous = view.tickets[lane[at - 1] as string]
    if (!previous || cameBefore(previous, ticket)) break
    at -= 1
  }
  lane.splice(at, 0, ticket.id)
}

function leave(view: Lanes, ticket: Ticket, target: CounterId | null): void {
  const key = laneOf({ ...ticket, target })
  const lane = view.lanes[key]
  const at = lane?.indexOf(ticket.id) ?? -1
  if (!lane || at < 0) return
  if (at === 0) lane.shift()
  else lane.splice(at, 1)
  if (lane.length === 0) delete view.lanes[key]
}

/** The one way a ticket changes state: keeps the lanes true. `revision` is the number of the fact that did it. */
export function moveTicket(
  view: Lanes,
  ticket: Ticket,
  to: { state: TicketState; serviceId?: ServiceId },
  revision: number,
): void {
  if (ticket.state.status === 'waiting') leave(view, ticket, ticket.state.target)
  ticket.state = to.state
  if (to.serviceId) ticket.serviceId = to.serviceId
  ticket.revision = revision
  if (to.state.status === 'waiting') enter(view, ticket, to.state.target)
}

/** Puts a new ticket into its lane. */
export function addTicket(view: Lanes, ticket: Ticket): void {
  view.tickets[ticket.id] = ticket
  if (ticket.state.status === 'waiting') enter(view, ticket, ticket.state.target)
}

/** How many people wait for a service, those bound to one counter included. */
export function waitingCount(view: Lanes, serviceId: ServiceId): number {
  let count = 0
  for (const [lane, ids] of Object.entries(view.lanes)) {
    if (lane.startsWith('@')) count += ids.filter((id) => view.tickets[id]?.serviceId === serviceId).length
    else if (lane.startsWith(`${serviceId}/`)) count += ids.length
  }
  return count
}

/** Lets go of whoever waits for one counter only: anybody with the skill may serve them. */
export function releaseTargets(view: Lanes, counterId: CounterId, revision: number): void {
  const lanes = Object.keys(view.lanes).filter((key) => key.startsWith(`@${counterId}/`))
  for (const id of lanes.flatMap((key) => [...(view.lanes[key] ?? [])])) {
    const ticket = view.tickets[id]
    if (ticket) moveTicket(view, ticket, { state: { status: 'waiting', target: null } }, revision)
  }
}
