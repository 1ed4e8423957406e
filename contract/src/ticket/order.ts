import type { PriorityClass } from '../config/hall-config.ts'
import type { Ticket } from './ticket.ts'

/**
 * Points of a waiting ticket: weight × (seconds waited + head start of its class). The accumulating priority
 * queue of Kleinrock (1964), made affine by the head start: priority customers go first while waits are alike, and
 * nobody waits for ever, because points grow with waiting.
 */
export function priorityPoints(
  ticket: Pick<Ticket, 'arrivedAt'>,
  priority: Pick<PriorityClass, 'weight' | 'headStartSeconds'>,
  now: number,
): number {
  const waited = Math.max(0, now - ticket.arrivedAt) / 1000
  return priority.weight * (waited + priority.headStartSeconds)
}
