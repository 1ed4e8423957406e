import { priorityPoints } from '@service-hall/contract'
import type {
  ClassId,
  CounterConfig,
  HallConfig,
  HallView,
  ServiceId,
  TicketId,
} from '@service-hall/contract'

export type WaitingRow = {
  id: TicketId
  number: string
  serviceId: ServiceId
  classId: ClassId
  waitedMs: number
  /** Waits for this counter only (transferred here, or parked here before). */
  here: boolean
}

type Scored = WaitingRow & {
  points: number
  arrivedAt: number
  order: number
}

/** Who this counter can call, the next one first: most points, then earliest arrival. */
export function waitingList(
  view: HallView,
  counter: CounterConfig,
  config: HallConfig,
  now: number,
): WaitingRow[] {
  const classes = new Map(config.priorityClasses.map((row) => [row.id, row]))
  const rows: Scored[] = []
  for (const [lane, ids] of Object.entries(view.lanes)) {
    const owner = lane.slice(0, lane.indexOf('/'))
    const here = owner === `@${counter.id}`
    if (!here && !counter.skills.some((skill) => skill === owner)) continue
    for (const id of ids) {
      const ticket = view.tickets[id]
      if (!ticket) continue
      const priority = classes.get(ticket.classId)
      rows.push({
        id,
        number: ticket.number,
        serviceId: ticket.serviceId,
        classId: ticket.classId,
        waitedMs: Math.max(0, now - ticket.arrivedAt),
        here,
        points: priority ? priorityPoints(ticket, priority, now) : 0,
        arrivedAt: ticket.arrivedAt,
        order: ticket.order,
      })
    }
  }
  return rows
    .sort((a, b) => b.points - a.points || a.arrivedAt - b.arrivedAt || a.order - b.order)
    .map(({ points: _points, arrivedAt: _at, order: _order, ...row }) => row)
}
