import { byId } from '../config/by-id.ts'
import type { CounterConfig, HallConfig } from '../config/hall-config.ts'
import type { CounterPart } from '../counter/part.ts'
import type { ClassId, CounterId, ServiceId } from '../ids.ts'
import { laneTarget } from './lanes.ts'
import { priorityPoints } from './order.ts'
import type { TicketPart } from './part.ts'
import type { Ticket } from './ticket.ts'

type Queue = Pick<TicketPart, 'tickets' | 'lanes'> & CounterPart

/** A customer who waits, or one who would come now (`order` left out: after everybody). */
export type InQueue = {
  serviceId: ServiceId
  classId: ClassId
  arrivedAt: number
  order?: number
  /** Waits for this counter only. */
  target?: CounterId | null
}

/**
 * How many people would be called before this customer if everybody were called now: by the rule of service, over all
 * services of the counters that may serve them and over all classes. Of counters those count that are in service; while
 * none is, all that have the skill.
 */
export function peopleAhead(view: Queue, config: HallConfig, customer: InQueue, now: number): number {
  const counters = countersFor(view, config, customer)
  const points = pointsOf(config, customer, now)
  let ahead = 0
  for (const [lane, ids] of Object.entries(view.lanes)) {
    if (!counters.some((counter) => servesLane(counter, lane))) continue
    ahead += countFirst(ids, (id) => {
      const other = view.tickets[id]
      return other !== undefined && isBefore(other, pointsOf(config, other, now), customer, points)
    })
  }
  return ahead
}

/** Whether a counter calls from this lane: one of its skills, or bound to it. */
export function servesLane(counter: Pick<CounterConfig, 'id' | 'skills'>, lane: string): boolean {
  const target = laneTarget(lane)
  if (target !== null) return target === counter.id
  return counter.skills.some((skill) => lane.startsWith(`${skill}/`))
}

function countersFor(view: Queue, { counters }: HallConfig, { serviceId, target }: InQueue): CounterConfig[] {
  const able = counters.filter(({ id, skills }) => (target ? id === target : skills.includes(serviceId)))
  const open = able.filter(({ id }) => (view.counters[id]?.duty.status ?? 'closed') !== 'closed')
  return open.length > 0 ? open : able
}

function pointsOf(config: HallConfig, { classId, arrivedAt }: InQueue, now: number): number {
  const priority = byId(config.priorityClasses, classId)
  return priority ? priorityPoints({ arrivedAt }, priority, now) : 0
}

function isBefore(other: Ticket, theirs: number, customer: InQueue, own: number): boolean {
  if (theirs !== own) return theirs > own
  return other.order < (customer.order ?? Infinity)
}

/** How many at the head of a lane are so: within a lane who came first goes first, so it is found by halves. */
function countFirst<T>(list: readonly T[], isSo: (one: T) => boolean): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (isSo(list[middle] as T)) low = middle + 1
    else high = middle
  }
  return low
}
