import type {
  BillChoice,
  BilledAccount,
  IdentifyProblem,
  KioskBill,
  KioskTariff,
  KioskUsageMonth,
  Language,
  OfferedWay,
  PaymentPurpose,
  PaymentRefusal,
  RatingLevel,
} from '@service-hall/contract'
import { nextPurchase } from '@service-hall/drivers'
import type { InvoiceSheet } from './invoicing.ts'
import type { SlotCard } from './meter/slot.ts'

/** A part of an inquiry: here, on its way, or not to be had. */
export type Part<Value> = { is: 'here'; value: Value } | { is: 'loading' } | { is: 'away' }
export type InquiryParts = {
  bills: Part<KioskBill[]>
  usage: Part<KioskUsageMonth[]>
  tariff: Part<KioskTariff>
}

/** The question that is on the screen, as the agent keeps it; `order`: whatever the order says. */
export type Stage =
  | { is: 'identify'; problem?: IdentifyProblem }
  | { is: 'working'; on: 'account' | 'bills' | 'order' | 'invoice' | 'meterCard' }
  | { is: 'accounts' }
  | { is: 'bills'; changed: boolean }
  | { is: 'meterAmount' }
  | { is: 'ways' }
  | { is: 'cashConsent'; way: OfferedWay }
  | { is: 'refused'; why: PaymentRefusal; canRetry: boolean }
  | { is: 'away'; what: 'hall' | 'billing' | 'channels'; again: () => void }
  | { is: 'inquiry'; parts: InquiryParts }
  | { is: 'invoice'; sheet: InvoiceSheet }
  | { is: 'order' }

/** What begins a visit. */
export type Begun = { paymentId: string; purpose: PaymentPurpose; language: Language; senior: boolean }

/** A customer who pays or asks: in memory only, and gone with them. */
export class Visit {
  readonly paymentId: string
  /** Whose account has a meter card comes about that, whatever was begun. */
  purpose: PaymentPurpose
  language: Language
  senior: boolean
  /** What this customer typed, so that it is shown whole. */
  typed: string | null = null
  accounts: readonly BilledAccount[] = []
  account: BilledAccount | null = null
  /** All that are owed, the oldest first. */
  bills: readonly KioskBill[] = []
  choice: BillChoice | null = null
  /** The meter card, as it was read. */
  meter: SlotCard | null = null
  orderId: string | null = null
  /** Attempts of the order that are over: what they came to has been shown. */
  attemptsBefore = 0
  /** What the customer brought was sent, and no answer came: nobody knows whether the hall has it. */
  isUnanswered = false
  /** What the customer said of the payment. */
  rated: RatingLevel | null = null
  /** The last paper of the inquiry, and how many there were. */
  print: 'idle' | 'printing' | 'printed' | 'failed' = 'idle'
  prints = 0
  #stage: Stage = { is: 'identify' }
  #stepNo: number
  #turn = new AbortController()
  /** What the order asked last; another question has another number. */
  #orderKey = ''

  /** `starts`: how often the program was started since this visit began; questions of before have smaller numbers. */
  constructor({ paymentId, purpose, language, senior }: Begun, starts = 0) {
    this.paymentId = paymentId
    this.purpose = purpose
    this.language = language
    this.senior = senior
    this.#stepNo = 1 + starts * 10_000
  }

  /** What is on the meter card and not in the meter yet: it has to be there first. Null: nothing. */
  get unusedFen(): number | null {
    const { meter } = this
    if (!meter) return null
    const next = nextPurchase(meter.card)
    return next.kind === 'refuse' && next.reason === 'notCarried' ? meter.card.wallet.amountFen : null
  }

  get stage(): Stage {
    return this.#stage
  }

  get stepNo(): number {
    return this.#stepNo
  }

  /** Aborted when the question is another one: what was looked up for it comes too late. */
  get turn(): AbortSignal {
    return this.#turn.signal
  }

  go(stage: Stage): void {
    this.#turn.abort()
    this.#turn = new AbortController()
    this.#stepNo += 1
    this.#stage = stage
    this.#orderKey = ''
  }

  /** The order asks this now. */
  asks(orderKey: string): void {
    if (orderKey === this.#orderKey) return
    // The first question of an order has the number that going to it gave.
    if (this.#orderKey !== '') this.#stepNo += 1
    this.#orderKey = orderKey
  }

  /** A part of the inquiry came; the question is the same. */
  show(parts: InquiryParts): void {
    if (this.#stage.is === 'inquiry') this.#stage = { is: 'inquiry', parts }
  }

  end(): void {
    this.#turn.abort()
  }
}
