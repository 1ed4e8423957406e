import { obligationsOf, openAttempt } from '@service-hall/contract'
import type { Obligation, PaymentOrder } from '@service-hall/contract'

export type DueRow = Obligation & {
  order: PaymentOrder
  /** Nobody can tell yet how the payment or the write-off ended. */
  isUnsure: boolean
  /** A person should have acted by now. */
  isOverdue: boolean
}

/** What has to be done about orders, and by whom; what is a customer's own is not listed. The overdue first, then people's. */
export function dueRows(payments: Readonly<Record<string, PaymentOrder>>, now: number): DueRow[] {
  return Object.values(payments)
    .filter(({ endedAt }) => endedAt === null)
    .flatMap((order) => obligationsOf(order, now).map((due) => dueRow(order, due, now)))
    .filter(({ owner }) => owner !== 'customer')
    .sort((a, b) => urgency(a) - urgency(b) || a.nextAt - b.nextAt || a.since - b.since)
}

function dueRow(order: PaymentOrder, due: Obligation, now: number): DueRow {
  const isUnsure =
    (due.kind === 'attempt' && openAttempt(order)?.state === 'unsure') ||
    (due.kind === 'deliver' && order.delivery?.state === 'unsure')
  return { ...due, order, isUnsure, isOverdue: due.owner !== 'system' && due.nextAt < now }
}

function urgency({ isOverdue, owner }: DueRow): number {
  if (isOverdue) return 0
  return owner === 'system' ? 2 : 1
}
