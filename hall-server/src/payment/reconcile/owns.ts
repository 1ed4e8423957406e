import type { FactEntry, FactOf } from '@service-hall/contract'
import { channelNumber } from '../order/numbers.ts'
import type { Own, Owns } from './line.ts'
import { BILLING_SIDE, backKey, paymentKey } from './side.ts'

/** How far back a line is looked for where the journal's part that is read does not say when it was asked for, ms. */
const UNKNOWN_MS = 7 * 86_400_000

/** When refunds and write-offs were asked for, and what for: the fact that it was done says only that. */
type Asked = Map<string, { at: number; fen: number }>

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

const readTrade: Read = (owns, asked, { fact, at }, side) => {
  switch (fact.type) {
    case 'AttemptPaid':
    case 'SurplusPaid':
      if (fact.channel === side && !(fact.type === 'AttemptPaid' && fact.by === 'notes'))
        owns.set(paymentKey(fact.tradeNo), ownTrade(fact, at))
      break
    case 'RefundAsked':
      if (fact.channel === side) asked.set(fact.refundId, { at, fen: fact.fen })
      break
    case 'Refunded': {
      if (fact.via.is !== 'channel' || fact.via.channel !== side) break
      const { orderId, refundId, fen } = fact
      const number = channelNumber('R', refundId)
      const times = { from: asked.get(refundId)?.at ?? at - UNKNOWN_MS, to: at }
      asked.delete(refundId)
      owns.set(backKey(number), own('out', fen, times, orderId, `refund/${number}`))
    }
  }
}

function ownTrade(fact: FactOf<'AttemptPaid'> | FactOf<'SurplusPaid'>, at: number): Own {
  const { channel, tradeNo, fen, orderId, paidAt } = fact
  const times = { from: Math.min(paidAt, at), to: Math.max(paidAt, at) }
  const made = own('in', fen, times, orderId, `${channel}/${tradeNo}`)
  made.seen = fact.type === 'AttemptPaid' && fact.by === 'bill'
  return made
}

/** A sale to a meter card is the utility's write-off from then on, and taken back when the card was not written. */
const readDelivery: Read = (owns, asked, { fact, at }) => {
  switch (fact.type) {
    case 'DeliveryStarted':
      asked.set(fact.orderId, { at, fen: fact.fen })
      break
    case 'MeterCardSold': {
      const start = asked.get(fact.orderId)
      if (start) written(owns, fact.orderId, start.fen, { from: start.at, to: at })
      break
    }
    case 'Delivered':
      written(owns, fact.orderId, fact.fen, {
        from: asked.get(fact.orderId)?.at ?? at - UNKNOWN_MS,
        to: at,
      })
      asked.delete(fact.orderId)
      break
    case 'DeliveryRefused': {
      const sold = owns.get(paymentKey(fact.orderId))
      if (sold) takenBack(owns, fact.orderId, sold.fen, { from: sold.from, to: at })
      break
    }
    case 'ReversalStarted':
      asked.set(`back/${fact.orderId}`, { at, fen: 0 })
      break
    case 'Reversed':
      takenBack(owns, fact.orderId, fact.fen, {
        from: asked.get(`back/${fact.orderId}`)?.at ?? at - UNKNOWN_MS,
        to: at,
      })
  }
}

function written(owns: Owns, orderId: string, fen: number, times: Pick<Own, 'from' | 'to'>): void {
  const key = paymentKey(orderId)
  if (!owns.has(key)) owns.set(key, own('in', fen, times, orderId, `writeOff/${orderId}`))
}

function takenBack(owns: Owns, orderId: string, fen: number, times: Pick<Own, 'from' | 'to'>): void {
  owns.set(backKey(orderId), own('out', fen, times, orderId, `reversal/${orderId}`))
}

function own(
  kind: Own['kind'],
  fen: number,
  { from, to }: Pick<Own, 'from' | 'to'>,
  orderId: string,
  reference: string,
): Own {
  return { kind, fen, from, to, orderId, reference, seen: false }
}
