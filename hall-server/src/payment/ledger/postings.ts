import type { Fact, FactOf } from '@service-hall/contract'
import { BILLING, CUSTOMER, IN_TRANSIT, SUSPENSE, boxAccount, channelAccount } from './accounts.ts'

/** One entry of the books: as much to one account as from another. `fen` above 0. */
export type Posting = { debit: string; credit: string; fen: number }

/**
 * What a fact does to the books. A function of the fact alone, so that whoever has the facts can make the books again. Each
 * posting balances in itself, so the books do after every commit.
 */
export function postingsOf(fact: Fact): Posting[] {
  switch (fact.type) {
    case 'AttemptPaid':
      // Notes are posted one by one, by `CashCredited`.
      return fact.by === 'notes' ? [] : [posting(channelAccount(fact.channel), CUSTOMER, fact.fen)]
    case 'SurplusPaid':
      return [posting(channelAccount(fact.channel), CUSTOMER, fact.fen)]
    case 'CashCredited':
      return [posting(boxAccount(fact.deviceId), CUSTOMER, fact.fen)]
    case 'Delivered':
      return [posting(CUSTOMER, BILLING, fact.fen)]
    case 'Reversed':
      return [posting(BILLING, CUSTOMER, fact.fen)]
    case 'Refunded':
      return [posting(CUSTOMER, source(fact.via), fact.fen)]
    case 'CashBoxFilled':
      return [posting(boxAccount(fact.boxId), IN_TRANSIT, fact.fen)]
    case 'CashBoxCleared':
      return cleared(fact)
    case 'SuspenseOpened':
      return suspended(fact)
    case 'SuspenseClosed':
      return signed(fact.to, fact.fen, { backwards: true })
    default:
      return []
  }
}

function posting(debit: string, credit: string, fen: number): Posting {
  return { debit, credit, fen }
}

function source(via: FactOf<'Refunded'>['via']): string {
  return via.is === 'channel' ? channelAccount(via.channel) : boxAccount(via.boxId)
}

/** What was counted goes on its way; what is missing or over stands in suspense until somebody explains it. */
function cleared({ boxId, countedFen, expectedFen }: FactOf<'CashBoxCleared'>): Posting[] {
  const box = boxAccount(boxId)
  const found = Math.min(countedFen, expectedFen)
  return [
    ...(found > 0 ? [posting(IN_TRANSIT, box, found)] : []),
    ...(expectedFen > countedFen ? [posting(SUSPENSE, box, expectedFen - countedFen)] : []),
    ...(countedFen > expectedFen ? [posting(IN_TRANSIT, SUSPENSE, countedFen - expectedFen)] : []),
  ]
}

/** A count was posted with the count, a payment of a wrong amount with the payment. */
function suspended({ kind, account, fen }: FactOf<'SuspenseOpened'>): Posting[] {
  return kind === 'boxDiffers' || kind === 'wrongAmount' ? [] : signed(account, fen, { backwards: false })
}

function signed(account: string, fen: number, { backwards }: { backwards: boolean }): Posting[] {
  if (fen === 0) return []
  const into = fen > 0 === !backwards
  return [into ? posting(account, SUSPENSE, Math.abs(fen)) : posting(SUSPENSE, account, Math.abs(fen))]
}
