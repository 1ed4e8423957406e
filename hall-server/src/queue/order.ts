import { byId, cameBefore, priorityPoints, servesLane } from '@service-hall/contract'
import type { CounterConfig, HallConfig, HallView, Ticket } from '@service-hall/contract'

/**
 * The waiting ticket this counter serves next, or none: the most points among its skills and the tickets bound to
 * it; equal points go by arrival. Looks at lane heads only, since within a lane arrival decides.
 */
export function nextFor(
  view: HallView,
  counter: CounterConfig,
  config: HallConfig,
  now: number,
): Ticket | null {
  let best: { ticket: Ticket; points: number } | null = null
  for (const [lane, ids] of Object.entries(view.lanes)) {
    const ticket = view.tickets[ids[0] ?? '']
    if (!ticket || !servesLane(counter, lane)) continue
    const priority = byId(config.priorityClasses, ticket.classId)
    const own = priority ? priorityPoints(ticket, priority, now) : 0
    if (!best || own > best.points || (own === best.points && cameBefore(ticket, best.ticket))) {
      best = { ticket, points: own }
    }
  }
  return best?.ticket ?? null
}
