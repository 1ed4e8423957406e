import type { PaymentOrder, PaymentRefund } from '@service-hall/contract'

export type RefundRow = { order: PaymentOrder; refund: PaymentRefund; since: number }

/** Refunds that wait for a second person, and those that somebody has to pay out by hand; the oldest first. */
export function refundRows(payments: Readonly<Record<string, PaymentOrder>>): {
  toApprove: RefundRow[]
  toPayOut: RefundRow[]
} {
  const rows = Object.values(payments)
    .flatMap((order) => order.refunds.map((refund) => ({ order, refund, since: refund.since })))
    .sort((a, b) => a.since - b.since)
  return {
    toApprove: rows.filter(({ refund }) => refund.state === 'asked' && !refund.isApproved),
    toPayOut: rows.filter(({ refund }) => refund.state === 'manual'),
  }
}
