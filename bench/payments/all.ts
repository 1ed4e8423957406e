import type { Spread } from '../lib/quantile.ts'
import { benchOrders, benchOverhead } from './orders.ts'
import type { OrdersFigures, OrdersOptions } from './orders.ts'
import { benchReconcile } from './reconcile.ts'
import type { ReconcileFigures } from './reconcile.ts'

export type PaymentFigures = {
  overheadMs: Spread
  ordersPerSecond: OrdersFigures[]
  reconcile: ReconcileFigures
}

/** Lines of the day that is compared. */
const LINES = 100_000

type Part = keyof PaymentFigures
const parts: { [P in Part]: (options: OrdersOptions) => Promise<PaymentFigures[P]> } = {
  overheadMs: benchOverhead,
  ordersPerSecond: benchOrders,
  reconcile: ({ say }) => benchReconcile(LINES, say),
}

export const PAYMENT_PARTS = Object.keys(parts) as Part[]

/** Measures payments, or some parts of them, one after the other. */
export async function benchPayments(
  options: OrdersOptions,
  only: readonly Part[] = PAYMENT_PARTS,
): Promise<Partial<PaymentFigures>> {
  const figures: [Part, unknown][] = []
  for (const part of PAYMENT_PARTS.filter((name) => only.includes(name))) {
    options.say(`${part} …`)
    figures.push([part, await parts[part](options)])
  }
  return Object.fromEntries(figures)
}
