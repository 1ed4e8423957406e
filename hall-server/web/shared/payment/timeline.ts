import type { AttemptState, PaymentDelivery, PaymentOrder, RefundState } from '@service-hall/contract'

/** One moment of an order, of the part that it happened to. */
export type Moment = { at: number; fen?: number } & (
  | { part: 'order'; state: 'opened' | 'ended' }
  | { part: 'attempt'; state: AttemptState | 'begun'; channel: string }
  | { part: 'delivery'; state: PaymentDelivery['state'] }
  | { part: 'refund'; state: RefundState; channel: string }
)

/** What is known of an order's course, by time. Of each part it is the latest state: all of it is in the journal. */
export function timelineOf(order: PaymentOrder): Moment[] {
  const moments: Moment[] = [{ at: order.openedAt, part: 'order', state: 'opened', fen: order.totalFen }]
  for (const { channel, fen, openedAt, state, since, receivedFen } of order.attempts) {
    moments.push({ at: openedAt, part: 'attempt', state: 'begun', channel, fen })
    if (since > openedAt)
      moments.push({
        ...{ at: since, part: 'attempt', state, channel },
        ...(receivedFen > 0 ? { fen: receivedFen } : {}),
      })
  }
  const { delivery } = order
  if (delivery)
    moments.push({ at: delivery.since, part: 'delivery', state: delivery.state, fen: delivery.fen })
  for (const { channel, fen, since, state } of order.refunds)
    moments.push({ at: since, part: 'refund', state, channel, fen })
  if (order.endedAt !== null) moments.push({ at: order.endedAt, part: 'order', state: 'ended' })
  return moments.sort((a, b) => a.at - b.at)
}
