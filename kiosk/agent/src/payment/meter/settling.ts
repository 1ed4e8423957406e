import { nextPurchase } from '@service-hall/drivers'
import type { MeterKeyService, PurchaseOutcome, UnclearPurchase } from '@service-hall/drivers'
import type { MeterSlot, SlotCard, SlotRead } from './slot.ts'

/** Why a purchase is not on the card yet. `pulled`: no card is there to ask. */
export type NotYet = 'pulled' | 'fault' | 'otherCard'
/** `isProven`: the card was read after the last attempt to write, and does not carry it. */
export type Settled = { is: 'written' } | { is: 'notYet'; why: NotYet; isProven: boolean }

type Tools = {
  slot: MeterSlot
  keys: MeterKeyService
  /** The card as this program read it before it was sold to; null: it never did. */
  known: SlotCard | null
  onWritten: (outcome: PurchaseOutcome | null) => void
}

/** Has a purchase that was paid on the card: whatever happened before, what the card says decides what is done. */
export async function settle(sale: UnclearPurchase, read: SlotRead, tools: Tools): Promise<Settled> {
  switch (read.is) {
    case 'none':
    case 'gone':
      return notYet('pulled')
    case 'unreadable':
      return notYet('fault')
    case 'notMeterCard':
      return notYet('otherCard')
    case 'torn':
      return repair(sale, tools)
    case 'read':
      return writeUnlessThere(sale, read.read, tools)
  }
}

/** The parameters are put back as they were; then the card is as before that purchase. */
async function repair({ serial }: UnclearPurchase, { slot, keys, known }: Tools): Promise<Settled> {
  const isMade = known?.card.serial === serial && (await slot.repair(serial, known.parameterFile, keys))
  return notYet(isMade ? 'fault' : 'otherCard')
}

async function writeUnlessThere(sale: UnclearPurchase, { card }: SlotCard, tools: Tools): Promise<Settled> {
  const next = nextPurchase(card, sale)
  if (next.kind === 'settled') return { is: 'written' }
  if (next.kind === 'refuse') return notYet(next.reason === 'otherCard' ? 'otherCard' : 'fault')
  const { serial, amountFen, count } = sale
  const outcome = await tools.slot.write({ kind: 'repeat', serial, amountFen, count }, tools.keys)
  tools.onWritten(outcome)
  if (outcome === null) return notYet('pulled')
  if (outcome.outcome === 'written') return { is: 'written' }
  if (outcome.outcome === 'unclear') return notYet('fault')
  const isWhole = outcome.reason !== 'parametersTorn'
  return notYet(outcome.reason === 'otherCard' ? 'otherCard' : 'fault', isWhole)
}

function notYet(why: NotYet, isProven = false): Settled {
  return { is: 'notYet', why, isProven }
}
