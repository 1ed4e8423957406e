import type { MeterCard } from './meter-card.ts'
import { samePurchase } from './wallet-file.ts'
import type { Purchase } from './wallet-file.ts'

/** A purchase that was paid, and of which the driver could not say whether it is on the card. */
export type UnclearPurchase = Purchase & { serial: string }

/** What may be written on a card next. */
export type NextPurchase =
  /** A new purchase, with this count. */
  | { kind: 'sell'; count: number }
  /** The purchase that was begun, again: the same count and the same amount, without new money. */
  | ({ kind: 'repeat' } & Purchase)
  /** The unclear purchase is on the card after all: take it for written, then ask again without it. */
  | ({ kind: 'settled' } & Purchase)
  | { kind: 'refuse'; reason: RefusalReason }

/** Why nothing may be written on a card now. */
export type RefusalReason =
  /** The last purchase has not been in the meter: a new one would overwrite it. The customer is to put the card in first. */
  | 'notCarried'
  /** The unclear purchase belongs to another card. */
  | 'otherCard'
  /** The card does not know how often was bought (a new replacement card): the utility's books do. */
  | 'countUnknown'
  /** Card and meter, or card and our own books, count differently: a person decides. */
  | 'countsDisagree'
  /** What the meter wrote back cannot be read, and no unclear purchase explains it. */
  | 'returnFileUnreadable'

/**
 * The count rule. A meter takes a purchase only when its count is one more than its own and the return file is empty;
 * an equal count it has taken already, any other it never takes. So a purchase is begun only when the return file proves
 * that the one before has arrived, and one that is unclear is written again under its own count, never under the next:
 * if the first writing was done, the second is the same; if it was not, the count is still free.
 */
export function nextPurchase(card: MeterCard, unclear?: UnclearPurchase): NextPurchase {
  if (unclear && unclear.serial !== card.serial) return refuse('otherCard')
  const standing = standingOf(card)
  if (!unclear) return standing
  const { wallet } = card
  const isOnCard = samePurchase(wallet, unclear)
  switch (standing.kind) {
    case 'sell':
      if (isOnCard) return { ...purchaseOf(unclear), kind: 'settled' }
      return standing.count === unclear.count
        ? { ...purchaseOf(unclear), kind: 'repeat' }
        : refuse('countsDisagree')
    case 'repeat':
      return isOnCard ? standing : refuse('countsDisagree')
    case 'refuse':
      if (!isOnCard) return standing
      if (standing.reason === 'notCarried') return { ...purchaseOf(unclear), kind: 'settled' }
      // The return file was torn while it was emptied, or written. Under its own count no meter takes a purchase twice.
      return standing.reason === 'returnFileUnreadable'
        ? { ...purchaseOf(unclear), kind: 'repeat' }
        : standing
  }
}

/** Whether a purchase may be written on a card as it stands now; what is on it already may be written again. */
export function mayWrite(card: MeterCard, purchase: Purchase): boolean {
  if (card.returned.state === 'unreadable') return samePurchase(card.wallet, purchase)
  const standing = standingOf(card)
  if (standing.kind === 'sell') return standing.count === purchase.count
  return standing.kind === 'repeat' && samePurchase(standing, purchase)
}

/** What the card alone says. */
function standingOf({ wallet, returned, parameters }: MeterCard): Exclude<NextPurchase, { kind: 'settled' }> {
  switch (returned.state) {
    case 'unreadable':
      return refuse('returnFileUnreadable')
    case 'empty':
      if (wallet.count > 0) return refuse('notCarried')
      return parameters.cardType === 'open' ? { kind: 'sell', count: 1 } : refuse('countUnknown')
    case 'written':
      if (returned.meterNo !== parameters.meterNo) return refuse('countsDisagree')
      if (returned.count === wallet.count) return { kind: 'sell', count: wallet.count + 1 }
      // The wallet is written but the return file was not emptied any more: no meter takes it as it is.
      if (returned.count === wallet.count - 1) return { kind: 'repeat', ...wallet }
      return refuse('countsDisagree')
  }
}

function purchaseOf({ amountFen, count }: Purchase): Purchase {
  return { amountFen, count }
}

function refuse(reason: RefusalReason): { kind: 'refuse'; reason: RefusalReason } {
  return { kind: 'refuse', reason }
}
