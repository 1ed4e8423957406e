import type { FactEntry, FactOf } from '@service-hall/contract'
import { channelNumber } from '../order/numbers.ts'
import { backKey, paymentKey } from './line.ts'
import type { Own, Owns } from './line.ts'
import { BILLING_SIDE } from './side.ts'

/** How far back a line is looked for where the journal's part that is read does not say when it was asked for, ms. */
const UNKNOWN_MS = 7 * 86_400_000
/** No line is looked for further back, ms. */
const MOST_LATE_MS = 20 * 86_400_000

/** When refunds and write-offs were asked for, and what for: the fact that it was done says only that. */
type Asked = Map<string, { at: number; fen: number; of?: string | undefined }>

/**
 * What the hall's facts say that one side must have too. Read in one pass, so that memory holds an entry for each payment
 * of the days in question and nothing else. What the hall learned from the bill itself was seen there.
 */
export async function ownsOf(side: string, entries: AsyncIterable<FactEntry>): Promise<Owns> {
  const owns: Owns = new Map()
  const asked: Asked = new Map()
  const read = side === BILLING_SIDE ? readDelivery : readTrade
  for await (const entry of entries) read(owns, asked, entry, side)
  return owns
}

type Read = (owns: Owns, asked: Asked, entry: FactEntry, side: string) => void

const readTrade: Read = (owns, asked, { fact, at, number: factNumber }, side) => {
  switch (fact.type) {
    case 'AttemptPaid':
    case 'SurplusPaid':
      if (fact.channel === side && !(fact.type === 'AttemptPaid' && fact.by === 'notes'))
        owns.set(paymentKey(fact.tradeNo), ownTrade(fact, at, factNumber))
      break
    case 'RefundAsked':
      if (fact.channel === side) asked.set(fact.refundId, { at, fen: fact.fen, of: fact.tradeNo })
      break
    case 'Refunded': {
      if (fact.via.is !== 'channel' || fact.via.channel !== side) break
      const { refundId, fen } = fact
      const number = channelNumber('R', refundId)
      const from = startOf(asked, refundId, at)
      const of = asked.get(refundId)?.of ?? fact.via.tradeNo
      asked.delete(refundId)
      owns.set(backKey(number), { ...own(fen, from, at, factNumber), of })
      break
    }
    default:
  }
}

function ownTrade(fact: FactOf<'AttemptPaid'> | FactOf<'SurplusPaid'>, at: number, factNumber: number): Own {
  const { fen, paidAt } = fact
  const made = own(fen, Math.min(paidAt, at), Math.max(paidAt, at), factNumber)
  made.seen = fact.type === 'AttemptPaid' && fact.by === 'bill'
  return made
}

/** A sale to a meter card is the utility's write-off from then on, and taken back when the card was not written. */
const readDelivery: Read = (owns, asked, { fact, at, number }) => {
  switch (fact.type) {
    case 'DeliveryStarted':
      asked.set(fact.orderId, { at, fen: fact.fen })
      break
    case 'MeterCardSold': {
      const start = asked.get(fact.orderId)
      if (start) written(owns, fact.orderId, own(start.fen, start.at, at, number))
      break
    }
    case 'Delivered':
      written(owns, fact.orderId, own(fact.fen, startOf(asked, fact.orderId, at), at, number))
      asked.delete(fact.orderId)
      break
    case 'DeliveryRefused': {
      const sold = owns.get(paymentKey(fact.orderId))
      if (sold) owns.set(backKey(fact.orderId), own(sold.fen, sold.to - sold.lateMs, at, number))
      break
    }
    case 'ReversalStarted':
      asked.set(`back/${fact.orderId}`, { at, fen: 0 })
      break
    case 'Reversed':
      owns.set(backKey(fact.orderId), own(fact.fen, startOf(asked, `back/${fact.orderId}`, at), at, number))
      break
    default:
  }
}

function startOf(asked: Asked, what: string, at: number): number {
  return asked.get(what)?.at ?? at - UNKNOWN_MS
}

function written(owns: Owns, orderId: string, made: Own): void {
  const key = paymentKey(orderId)
  if (!owns.has(key)) owns.set(key, made)
}

function own(fen: number, from: number, to: number, factNumber: number): Own {
  return { fen, to, lateMs: Math.min(Math.max(0, to - from), MOST_LATE_MS), factNumber, seen: false }
}
