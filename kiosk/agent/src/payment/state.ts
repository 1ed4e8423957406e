import type { Language, Localized, PaperOutcome, PaymentPurpose, PayUse } from '@service-hall/contract'
import { lookUp } from '@service-hall/contract'
import type { AgentStarted } from '../memory/slice.ts'
import { slice } from '../memory/slice.ts'
import type { PaidFor, PaymentFact, PaymentPaperKind } from './facts.ts'

export type KeptPaper = { attempt: number; outcome: PaperOutcome | 'printing' }
/** An order that this machine opened, as far as it has to know of it after a restart. */
export type KeptOrder = {
  orderId: string
  paymentId: string
  purpose: PaymentPurpose
  reference: string
  /** Null: the customer has gone. */
  paidFor: PaidFor | null
  language: Language
  /** Chip of the meter card that it is for, while its customer is here. */
  cardSerial?: string
  way: { wayId: string; use: PayUse; wayName: Localized } | null
  papers: { [Kind in PaymentPaperKind]?: KeptPaper }
  /** How often the program was started since. */
  starts: number
  hasLeft: boolean
  at: number
}
/** By order id; forgotten after `KEPT_MS`. */
export type KeptOrders = Record<string, KeptOrder>

/** Orders end within minutes, doubt about one within a day or two. */
const KEPT_MS = 72 * 3_600_000

export const paymentOrders = slice<KeptOrders, PaymentFact | AgentStarted>({
  empty: {},
  evolve: {
    AgentStarted: (before, _fact, at) =>
      mapped(fresh(before, at), (order) => ({ ...order, starts: order.starts + 1 })),
    PaymentBegun: (before, { type: _type, ...begun }, at) => ({
      ...fresh(before, at),
      [begun.orderId]: { ...begun, way: null, papers: {}, starts: 0, hasLeft: false, at },
    }),
    PaymentWayTaken: (before, { orderId, wayId, use, wayName }) =>
      changed(before, orderId, () => ({ way: { wayId, use, wayName } })),
    PaymentLeft: (before, { orderId }) => left(before, orderId),
    PaymentPaperStarted: (before, { orderId, paper, attempt }) =>
      changed(before, orderId, ({ papers }) => ({
        papers: { ...papers, [paper]: { attempt, outcome: 'printing' } },
      })),
    PaymentPaperEnded: (before, { orderId, paper, attempt, outcome }) =>
      changed(before, orderId, ({ papers }) =>
        papers[paper]?.attempt === attempt ? { papers: { ...papers, [paper]: { attempt, outcome } } } : {},
      ),
  },
  // Whoever stood there when the other release ran has gone, and what was paid is the hall's to end.
  migrate: () => ({}),
})

/** Whether a customer of this machine has not been told how their payment ended. */
export function isPaying(orders: KeptOrders): boolean {
  return Object.values(orders).some(({ hasLeft }) => !hasLeft)
}

/** What was kept of the customer goes, the card's number too: the hall knows what is to be written on it. */
function left(orders: KeptOrders, id: string): KeptOrders {
  const order = lookUp(orders, id)
  if (!order) return orders
  const { cardSerial: _serial, ...rest } = order
  return { ...orders, [id]: { ...rest, hasLeft: true, paidFor: null } }
}

function changed(
  orders: KeptOrders,
  id: string,
  change: (order: KeptOrder) => Partial<KeptOrder>,
): KeptOrders {
  const order = lookUp(orders, id)
  return order ? { ...orders, [id]: { ...order, ...change(order) } } : orders
}

function mapped(orders: KeptOrders, change: (order: KeptOrder) => KeptOrder): KeptOrders {
  return Object.fromEntries(Object.entries(orders).map(([id, order]) => [id, change(order)]))
}

function fresh(orders: KeptOrders, now: number): KeptOrders {
  return Object.fromEntries(
    Object.entries(orders).filter(([, { at, hasLeft }]) => !hasLeft || now - at < KEPT_MS),
  )
}
