import { PERSON_MS, obligationsOf } from './obligations.ts'
import type { PaymentOrder } from './order.ts'

const DAY_MS = 24 * 3_600_000

/** By when somebody has settled it, as a customer is told, epoch ms. Null: of an order that cannot be heard of. */
export function settledBy(order: PaymentOrder | null, now: number): number {
  // How long the customer may still pay promises nothing about what was taken before.
  const open = order ? obligationsOf(order, now).filter(({ owner }) => owner !== 'customer') : []
  // What the system does not find out by then goes to a person, who has a day for it.
  const nextAt = open.map((one) => (one.owner === 'system' ? one.nextAt + PERSON_MS : one.nextAt))
  const latest = Math.max(0, ...nextAt)
  return latest > now ? latest : now + DAY_MS
}
