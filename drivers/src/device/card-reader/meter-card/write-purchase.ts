import { randomBytes } from 'node:crypto'
import { systemClock } from '../../../clock.ts'
import type { Clock } from '../../../clock.ts'
import type { DeviceError } from '../../common/status.ts'
import type { ChipSession } from '../chip/session.ts'
import { boundedKeyService } from './key-service.ts'
import type { MeterKeyService } from './key-service.ts'
import { METER_FILE } from './meter-card.ts'
import type { MeterCard } from './meter-card.ts'
import { mayWrite } from './next-purchase.ts'
import { asPurchaseCard } from './parameter-file.ts'
import { readMeterCard } from './read-meter-card.ts'
import type { ReadCard } from './read-meter-card.ts'
import { emptyReturnFile } from './return-file.ts'
import { authenticate, writeFile } from './secure-write.ts'
import type { WriteStep, WriteFault, Writing } from './secure-write.ts'
import { encodeWallet, isPurchase, samePurchase } from './wallet-file.ts'
import type { Purchase } from './wallet-file.ts'

/** What to write, as `nextPurchase` said, on which card (its serial, so that a swapped card is noticed). */
export type PurchaseOrder = Purchase & {
  /** `repeat` when an earlier writing of this very purchase was unclear. */
  kind: 'sell' | 'repeat'
  serial: string
}

/** What became of a purchase, as far as the card could be asked. */
export type PurchaseOutcome =
  /** Read back from the card: this amount, this count, an empty return file. */
  | { outcome: 'written' }
  /** The card does not carry this purchase: nothing was sent that could have put it there, or reading back proved it. */
  | { outcome: 'notWritten'; reason: NotWrittenReason; error: DeviceError }
  /**
   * Money may be on the card. `wallet` is `new` when the purchase was read from it but the return file is not empty, so
   * that no meter takes it yet. Keep the order; when the card is there again, ask `nextPurchase` with it.
   */
  | { outcome: 'unclear'; wallet: 'new' | 'unknown'; error: DeviceError }

/** Why a purchase is not on the card. */
export type NotWrittenReason =
  /** The card could not be read, or is no meter card; nothing was sent to it. */
  | 'notRead'
  /** The card in the reader is not the one of the order. */
  | 'otherCard'
  /** Amount or count are no whole positive numbers. */
  | 'badOrder'
  /** The meter would not take this count from this card. */
  | 'countRule'
  /**
   * The card was lost while its parameters were written, and may read as `badSum` now. It carries no new purchase. With the
   * parameter file that was read before, `repairMeterCard` makes it good.
   */
  | 'parametersTorn'
  | WriteFault

/** How a card is written to; every field has a default. */
export type WriteOptions = {
  clock?: Clock
  /** How long one answer of the key service may take, ms; default 10,000. */
  keyServiceMs?: number
  /** Our challenge to the card, 8 bytes; for tests. */
  challenge?: () => Uint8Array
}

/**
 * Writes one purchase: reads the card, authenticates both ways, writes the wallet, empties the return file, reads both
 * back. Each write is sent once. The wallet goes first, so that a card torn out in between says so itself: its return
 * file still holds the count before. Never throws for what a card or the key service does.
 */
export async function writePurchase(
  session: ChipSession,
  keys: MeterKeyService,
  order: PurchaseOrder,
  options: WriteOptions = {},
): Promise<PurchaseOutcome> {
  const { clock = systemClock, keyServiceMs = 10_000, challenge = () => randomBytes(8) } = options
  if (!isPurchase(order)) return notBegun(order, 'badOrder', { code: 'invalidData', action: 'clear' })
  const read = await readMeterCard(session)
  if (!read.ok) return notBegun(order, 'notRead', read.error)
  const { card } = read
  if (card.serial !== order.serial) return notBegun(order, 'otherCard', wrongCard)
  if (!mayWrite(card, order)) return stillAs(card, order, 'countRule', { code: 'refused', action: 'clear' })

  const serial = Uint8Array.from(Buffer.from(card.serial, 'hex'))
  const writing: Writing = { session, keys: boundedKeyService(keys, clock, keyServiceMs), serial }
  const prepared = await prepare(writing, read, challenge())
  if (!prepared.ok) {
    const torn = prepared.mayBeDone && !(await readMeterCard(session)).ok
    return stillAs(card, order, torn ? 'parametersTorn' : prepared.fault, prepared.error)
  }
  const wallet = await writeFile(writing, METER_FILE.wallet, encodeWallet(order))
  if (!wallet.ok && !wallet.mayBeDone) return stillAs(card, order, wallet.fault, wallet.error)
  const last = wallet.ok ? await writeFile(writing, METER_FILE.returned, emptyReturnFile()) : wallet
  return readBack(session, card, order, last)
}

/** A card that opened the account, or replaced a lost one, has done so once it was in the meter; from then on it buys. */
async function prepare(
  writing: Writing,
  { card, parameterFile }: ReadCard,
  challenge: Uint8Array,
): Promise<WriteStep> {
  const authenticated = await authenticate(writing, challenge)
  const wasInMeter = card.returned.state === 'written'
  if (!authenticated.ok || card.parameters.cardType === 'purchase' || !wasInMeter) return authenticated
  return writeFile(writing, METER_FILE.parameters, asPurchaseCard(parameterFile))
}

/** Whatever the writes answered, the card has the last word. */
async function readBack(
  session: ChipSession,
  before: MeterCard,
  order: PurchaseOrder,
  last: WriteStep,
): Promise<PurchaseOutcome> {
  const read = await readMeterCard(session)
  if (!read.ok || read.card.serial !== order.serial) {
    return { outcome: 'unclear', wallet: 'unknown', error: read.ok ? wrongCard : read.error }
  }
  const error: DeviceError = last.ok ? { code: 'readFailed', action: 'clear' } : last.error
  return samePurchase(read.card.wallet, before.wallet) || samePurchase(read.card.wallet, order)
    ? stillAs(read.card, order, last.ok ? 'card' : last.fault, error)
    : { outcome: 'unclear', wallet: 'unknown', error }
}

/** The outcome on a card that was read and is not written to any more: it carries the purchase, wholly or half, or not. */
function stillAs(
  { wallet, returned }: MeterCard,
  order: PurchaseOrder,
  reason: NotWrittenReason,
  error: DeviceError,
): PurchaseOutcome {
  if (!samePurchase(wallet, order)) return { outcome: 'notWritten', reason, error }
  const ready = returned.state === 'empty' || (returned.state === 'written' && returned.count >= order.count)
  return ready ? { outcome: 'written' } : { outcome: 'unclear', wallet: 'new', error }
}

/** The outcome when the card is not known: a purchase that was unclear before stays so. */
function notBegun(order: PurchaseOrder, reason: NotWrittenReason, error: DeviceError): PurchaseOutcome {
  return order.kind === 'sell'
    ? { outcome: 'notWritten', reason, error }
    : { outcome: 'unclear', wallet: 'unknown', error }
}

const wrongCard: DeviceError = { code: 'invalidMedia', action: 'clear' }
