import type { PaymentOrder } from './order.ts'
import { isDelivering, looseFen, openAttempt, openRefunds } from './standing.ts'

/** How soon a person has to look again at what a person has, ms: a business day. */
export const PERSON_MS = 24 * 3_600_000
/** How soon a person has to look at money that only a person can place, ms: within the hour, the customer may be here. */
const SOON_MS = 3_600_000

/** Who has to do what next, and by when, about an order that has not ended (待办). */
export type Obligation = {
  /** attempt: how it stands is to be found out · deliver: written off or written to the card · return: refund · place: money that somebody has to decide on · reverse: a write-off is being taken back · note: to be looked for in a box; `fen` is what it may be, 0 where nobody knows · pay: the customer's own */
  kind: 'attempt' | 'deliver' | 'return' | 'reverse' | 'place' | 'note' | 'pay'
  owner: 'customer' | 'system' | 'cashier' | 'manager'
  fen: number
  since: number
  /** When its owner acts next, or has to have acted, epoch ms. */
  nextAt: number
}

/** All that is open about an order. `now`: epoch ms. Empty exactly when the order has ended. */
export function obligationsOf(order: PaymentOrder, now: number): Obligation[] {
  const found: Obligation[] = [
    ...attempts(order, now),
    ...deliveries(order, now),
    ...refunds(order, now),
    ...notesOf(order),
  ]
  const loose = looseFen(order)
  const attempt = openAttempt(order)
  // Notes of an attempt that goes on are the attempt's own.
  if (loose > 0 && !attempt && order.delivery?.state !== 'reversing')
    found.push({
      kind: 'place',
      owner: 'cashier',
      fen: loose,
      since: order.heldSince,
      nextAt: order.heldSince + SOON_MS,
    })
  if (found.length === 0 && order.endedAt === null)
    found.push({
      kind: 'pay',
      owner: 'customer',
      fen: order.totalFen,
      since: order.openedAt,
      nextAt: order.until,
    })
  return found
}

function owned(personAt: number | undefined, now: number): Pick<Obligation, 'owner' | 'nextAt'> {
  if (personAt === undefined) return { owner: 'system', nextAt: now }
  return now < personAt
    ? { owner: 'system', nextAt: personAt }
    : { owner: 'cashier', nextAt: personAt + PERSON_MS }
}

function attempts(order: PaymentOrder, now: number): Obligation[] {
  const attempt = openAttempt(order)
  if (!attempt) return []
  const { fen, since, state, until, personAt, receivedFen, finding } = attempt
  const whose: Pick<Obligation, 'owner' | 'nextAt'> =
    state === 'payable'
      ? { owner: 'customer', nextAt: until }
      : finding
        ? { owner: 'manager', nextAt: finding.askedAt + PERSON_MS }
        : owned(state === 'unsure' ? personAt : undefined, now)
  return [{ kind: 'attempt', fen: Math.max(fen, receivedFen), since, ...whose }]
}

function deliveries(order: PaymentOrder, now: number): Obligation[] {
  const { delivery } = order
  if (!delivery) return []
  const { fen, since, personAt, state } = delivery
  if (state === 'reversing') return [{ kind: 'reverse', fen, since, ...owned(personAt, now) }]
  return isDelivering(order) ? [{ kind: 'deliver', fen, since, ...owned(personAt, now) }] : []
}

/** The box is opened within a business day. */
function notesOf({ doubtfulNotes = [] }: PaymentOrder): Obligation[] {
  return doubtfulNotes.map(({ fen = 0, since }) => ({
    ...{ kind: 'note', owner: 'cashier', fen, since, nextAt: since + PERSON_MS },
  }))
}

/** A channel that has not said for a day that it gave back is a person's to ask. */
function refunds(order: PaymentOrder, now: number): Obligation[] {
  return openRefunds(order).map(({ fen, since, state, isApproved }) => ({
    ...{ kind: 'return', fen, since },
    ...(state === 'sending' || isApproved
      ? owned(since + PERSON_MS, now)
      : { owner: state === 'asked' ? 'manager' : 'cashier', nextAt: since + PERSON_MS }),
    ...(state === 'manual' ? { owner: 'cashier', nextAt: since + PERSON_MS } : {}),
  }))
}
