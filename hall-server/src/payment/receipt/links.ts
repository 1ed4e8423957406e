import { createHash } from 'node:crypto'
import type { FactOf, PaymentOrder } from '@service-hall/contract'

/** Links by the hash of their secret; `until`: epoch ms. */
export type ReceiptLinks = Record<string, { orderId: string; until: number; number: number }>

/** So many of one order's links open at once: a kiosk that was started again makes another. */
const LINKS_OF_ORDER = 3
/** The secret of a link: 24 random bytes in base64url. */
const TOKEN = /^[A-Za-z0-9_-]{32}$/

/** Whether there is something to hold: money came, or may have. */
export function isReceiptDue(order: PaymentOrder): boolean {
  return order.attempts.some(
    ({ state, receivedFen }) => receivedFen > 0 || (state !== 'refused' && state !== 'closed'),
  )
}

export function link(links: ReceiptLinks, fact: FactOf<'ReceiptLinked'>, number: number): void {
  links[fact.tokenHash] = { orderId: fact.orderId, until: fact.until, number }
  const older = Object.entries(links)
    .filter(([, { orderId }]) => orderId === fact.orderId)
    .sort(([, a], [, b]) => b.number - a.number)
    .slice(LINKS_OF_ORDER)
  for (const [hash] of older) delete links[hash]
}

/** Those that open no more at `at`, epoch ms, are forgotten. */
export function forgetEnded(links: ReceiptLinks, at: number): void {
  for (const [hash, { until }] of Object.entries(links)) if (until <= at) delete links[hash]
}

/** The hash of a link's secret; null: it is none. */
export function hashOf(token: string): string | null {
  return TOKEN.test(token) ? createHash('sha256').update(token).digest('hex') : null
}
