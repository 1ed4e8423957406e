import { openAttempt, orderState } from '@service-hall/contract'
import type { PaymentAttempt, PaymentOrder } from '@service-hall/contract'

/** Where a payment at the counter is. */
export type CounterStep =
  /** How does the customer pay? `refused`: how the payment before ended. */
  | { is: 'choose'; refused: PaymentAttempt | null }
  | { is: 'cash'; attempt: PaymentAttempt }
  /** The channel has been asked; the customer may have to confirm on their phone. */
  | { is: 'asking'; attempt: PaymentAttempt }
  | { is: 'closing'; attempt: PaymentAttempt }
  | { is: 'unsure'; attempt: PaymentAttempt }
  | { is: 'writing' }
  | { is: 'unwritten' }
  | { is: 'done' }
  | { is: 'returning' }
  | { is: 'over' }
  /** Money is there that somebody has to decide on. */
  | { is: 'held' }

/** The step that the facts say an order is at; the screen has none of its own. */
export function counterStep(order: PaymentOrder): CounterStep {
  const attempt = openAttempt(order)
  if (attempt) return ofAttempt(attempt)
  if (order.delivery?.state === 'unsure') return { is: 'unwritten' }
  switch (orderState(order)) {
    case 'open':
      return { is: 'choose', refused: lastRefused(order) }
    case 'paid':
      return { is: 'writing' }
    case 'delivered':
      return { is: 'done' }
    case 'reversing':
    case 'returning':
      return { is: 'returning' }
    case 'held':
      return { is: 'held' }
    case 'returned':
    case 'cancelled':
      return { is: 'over' }
  }
}

/** Whether the customer still has to pay, or is just paying: somebody at a counter has to go on with it. */
export function isUnderWay(order: PaymentOrder): boolean {
  return ['choose', 'cash', 'asking', 'closing', 'writing'].includes(counterStep(order).is)
}

function ofAttempt(attempt: PaymentAttempt): CounterStep {
  if (attempt.state === 'unsure') return { is: 'unsure', attempt }
  if (attempt.state === 'closing') return { is: 'closing', attempt }
  return attempt.use === 'cash' ? { is: 'cash', attempt } : { is: 'asking', attempt }
}

function lastRefused({ attempts }: PaymentOrder): PaymentAttempt | null {
  const last = attempts.at(-1)
  return last?.state === 'refused' || last?.state === 'closed' ? last : null
}

/** Orders of a counter that have not ended, the latest first: a page that was loaded again goes on with them. */
export function openOrdersAt(
  payments: Readonly<Record<string, PaymentOrder>>,
  counterId: string,
): PaymentOrder[] {
  return Object.values(payments)
    .filter((order) => order.counterId === counterId && order.endedAt === null)
    .sort((a, b) => b.openedAt - a.openedAt)
}
