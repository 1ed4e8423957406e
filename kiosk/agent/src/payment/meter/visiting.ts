import { lookUp, maskedAccount, paymentReference } from '@service-hall/contract'
import type { AccountAsked, BilledAccount, BillingValue, OfferedWay } from '@service-hall/contract'
import { nextPurchase } from '@service-hall/drivers'
import type { Ports } from '../../ports.ts'
import type { PaymentFact } from '../facts.ts'
import type { Visit } from '../visit.ts'
import { wayIdOf } from '../ways.ts'
import type { MeterSlot, SlotRead } from './slot.ts'
import type { MeterWriting } from './writing.ts'

/** The least that is sold to a meter card at once, and the most, fen. */
export const LEAST_METER_FEN = 100
const MOST_METER_FEN = 500_000

type Around = Pick<Ports, 'link' | 'memory' | 'hall'>
type Parts = { slot: MeterSlot; writing: MeterWriting }
type Sale = NonNullable<BillingValue<'meterCardSale'>>
type Ends = {
  onFound: (visit: Visit, who: AccountAsked) => void
  onWent: () => void
  ways: () => readonly OfferedWay[]
}

/** The most that an account's meter card may be charged with, fen; 0: nothing. */
export function mostOnCard(account: BilledAccount | null): number {
  return Math.min(MOST_METER_FEN, account?.plan.prepayUpToFen ?? 0)
}

/** What a visit with a meter card is about: a new purchase, or one that was paid and is not on the card yet. */
export class MeterVisits {
  readonly #around: Around
  readonly #parts: Parts
  readonly #ends: Ends

  constructor(around: Around, parts: Parts, ends: Ends) {
    this.#around = around
    this.#parts = parts
    this.#ends = ends
  }

  /** A card was put in while it was asked who the customer is. */
  cardRead(visit: Visit, read: Exclude<SlotRead, { is: 'none' }>): void {
    if (read.is !== 'read') {
      this.#parts.slot.eject()
      visit.go({ is: 'identify', problem: 'meterCardUnreadable' })
      return this.#ends.onWent()
    }
    const { serial: cardSerial, parameters } = read.read.card
    visit.meter = read.read
    this.#parts.writing.remember(read.read)
    this.#ends.onFound(visit, { by: 'meterCard', cardSerial, meterNo: parameters.meterNo })
  }

  /** An account that has a meter card: it has to be in the slot, and what was sold for it before comes first. */
  about(visit: Visit): void {
    visit.purpose = 'meterCard'
    const { meter } = visit
    if (!meter) return visit.go({ is: 'identify' })
    visit.go({ is: 'working', on: 'meterCard' })
    const { turn } = visit
    const { link } = this.#around
    void link.askBilling({ ask: 'meterCardSale', cardSerial: meter.card.serial }).then((said) => {
      if (turn.aborted) return
      if (said.is !== 'ok')
        visit.go({ is: 'away', what: link.isOnline ? 'billing' : 'hall', again: () => this.about(visit) })
      else if (said.value) this.#goOn(visit, said.value)
      else this.#sell(visit)
      this.#ends.onWent()
    })
  }

  /** The visit has no use for the card. */
  giveBack(visit: Visit | null): void {
    if (visit) visit.meter = null
    this.#parts.writing.remember(null)
    if (this.#parts.slot.isCardThere) this.#parts.slot.eject()
  }

  #sell(visit: Visit): void {
    const next = visit.meter && nextPurchase(visit.meter.card)
    const isSound = next?.kind === 'sell' || (next?.kind === 'refuse' && next.reason === 'notCarried')
    if (isSound && mostOnCard(visit.account) >= LEAST_METER_FEN) return visit.go({ is: 'meterAmount' })
    visit.go({ is: 'refused', why: isSound ? 'notAllowed' : 'meterCardMismatch', canRetry: false })
  }

  /** Paid at an earlier visit, here or at another machine: it is written now. */
  #goOn(visit: Visit, { orderId, fen }: Sale): void {
    const { memory, hall } = this.#around
    const order = lookUp(hall.view?.payments ?? {}, orderId)
    const { paymentId, purpose, language, account, meter } = visit
    if (!order || !meter) return visit.go({ is: 'refused', why: 'notAllowed', canRetry: false })
    const paidFor = { account: maskedAccount(account?.accountNo ?? ''), lines: [], prepayFen: fen, fen }
    const began: PaymentFact = {
      ...{ type: 'PaymentBegun', orderId, paymentId, purpose, language, paidFor },
      ...{ reference: paymentReference(order), cardSerial: meter.card.serial },
    }
    const attempt = order.attempts.find(({ state }) => state === 'paid')
    const way = this.#ends.ways().find((one) => one.channel === attempt?.channel && one.use === attempt.use)
    const taken: PaymentFact[] = way
      ? [{ type: 'PaymentWayTaken', orderId, wayId: wayIdOf(way), use: way.use, wayName: way.name }]
      : []
    if (!memory.record([began, ...taken]))
      return visit.go({ is: 'refused', why: 'deviceFault', canRetry: false })
    visit.orderId = orderId
    visit.attemptsBefore = 0
    visit.go({ is: 'order' })
  }
}
