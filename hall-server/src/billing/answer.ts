import { BillingAsked, actorRef, lookUp, refuse, refuseTooMany } from '@service-hall/contract'
import type {
  BillingReply,
  BillingSaid,
  HallView,
  PaymentOrder,
  PaymentOrderId,
} from '@service-hall/contract'
import { TokenBuckets, reasonOf, takeFromAll, within } from '@service-hall/server-kit'
import type { BucketRule, Clock, Log } from '@service-hall/server-kit'
import type { Peer } from '../core/capability.ts'
import type { HallOf } from '../core/hall.ts'
import { terminalIdOf } from '../payment/order/numbers.ts'
import type { PaymentSystems } from '../payment/systems.ts'
import { isToBeWritten, saleOn } from './meter-sale.ts'
import { offeredWays } from './offered-ways.ts'
import { invoiceAnswer } from './invoice-answer.ts'
import type { InvoiceAsked } from './invoice-answer.ts'
import type { BillingAnswer } from './port.ts'

type Ports = { hall: HallOf; payments: PaymentSystems; clock: Clock; log: Log }

/** A customer goes through some ten questions; a card is written in some twenty steps. */
const QUESTIONS: BucketRule = { burst: 60, perMinute: 60 }
/** Questions by which somebody could try numbers out. */
const SEARCHES: BucketRule = { burst: 12, perMinute: 12 }
/** Whoever asks waits a little longer than that, ms. */
const LONGEST_MS = 10_000
const USAGE_MONTHS = 24

/**
 * Answers what kiosks and staff ask about accounts, bills and orders. Nothing of it is kept or logged but the kind of the
 * question: an ID number goes to the billing system and nowhere else.
 */
export class AccountAnswers {
  readonly #ports: Ports
  readonly #questions: TokenBuckets
  readonly #searches: TokenBuckets

  constructor(ports: Ports) {
    this.#ports = ports
    this.#questions = new TokenBuckets(ports.clock, QUESTIONS)
    this.#searches = new TokenBuckets(ports.clock, SEARCHES)
  }

  async answer(peer: Peer, input: unknown): Promise<BillingReply> {
    if (peer.kind === 'station' && peer.stationKind !== 'kiosk') return refuse('access.denied')
    const read = BillingAsked.safeParse(input)
    if (!read.success) return refuse('input.invalid', 'billing')
    const asked = read.data
    const who = actorRef(peer)
    const buckets = [this.#questions.of(who), ...(asked.ask === 'accounts' ? [this.#searches.of(who)] : [])]
    const waitMs = takeFromAll(buckets)
    if (waitMs > 0) return refuseTooMany(waitMs)
    const { clock, log } = this.#ports
    const said = await within(clock, LONGEST_MS, this.#said(peer, asked), 'late' as const).catch(
      (cause: unknown) => {
        log.warn('billing.failed', { ask: asked.ask, reason: reasonOf(cause) })
        return 'late' as const
      },
    )
    if (said === 'late') log.warn('billing.away', { ask: asked.ask })
    return said === null
      ? refuse('payment.notHere')
      : { ok: true, said: said === 'late' ? { is: 'away' } : said }
  }

  /** Null: it is of somebody else's order. */
  async #said(peer: Peer, asked: BillingAsked): Promise<BillingSaid | null> {
    const { hall, payments } = this.#ports
    const { billing } = payments
    if (asked.ask === 'ways')
      return {
        is: 'ok',
        value: { ways: offeredWays(hall.config, payments.channels), hasBilling: billing !== null },
      }
    if (asked.ask === 'invoice' || asked.ask === 'invoiceTitle') return this.#invoice(peer, asked)
    if (asked.ask === 'cardKeys') return peer.kind === 'station' ? this.#cardKeys(peer.stationId) : null
    if (asked.ask === 'meterCardSale')
      return {
        is: 'ok',
        value: (await this.#committed(({ payments: orders }) => saleOn(orders, asked.cardSerial))) ?? null,
      }
    if (asked.ask === 'meterCardKey') return this.#keyStep(asked)
    if (asked.ask === 'order') {
      const order = await this.#orderOf(peer, asked.orderId)
      return order && { is: 'ok', value: order }
    }
    if (!billing) return { is: 'away' }
    switch (asked.ask) {
      case 'accounts':
        return told(await billing.findAccounts(asked.who))
      case 'bills':
        return told(await billing.bills(asked.accountNo))
      case 'usage':
        return told(await billing.usage(asked.accountNo, USAGE_MONTHS))
      case 'tariff':
        return told(await billing.tariff(asked.accountNo))
    }
  }

  async #invoice(peer: Peer, asked: InvoiceAsked): Promise<BillingSaid | null> {
    const { hall, payments } = this.#ports
    const isOfOrder = 'orderId' in asked.of
    const order = 'orderId' in asked.of ? await this.#found(peer, asked.of.orderId) : null
    if (isOfOrder && !order) return null
    if (!payments.billing || hall.recovering) return { is: 'away' }
    return told(await invoiceAnswer(payments.billing, asked, order))
  }

  /** Of the channel that takes cards here. They are sealed for the terminal, and asked for only by the machine that has it. */
  async #cardKeys(stationId: string): Promise<BillingSaid> {
    const { hall, payments, log } = this.#ports
    const way = hall.config?.payments?.ways.find(({ uses }) => uses.includes('card'))
    const channel = way && payments.channels.get(way.channel)?.channel
    if (!way || !channel?.workingKeys) return { is: 'refused', code: 'noKeys' }
    const keys = await channel.workingKeys(terminalIdOf(stationId))
    if (keys.is === 'refused') return { is: 'refused', code: keys.code }
    if (keys.is === 'keys')
      return { is: 'ok', value: { channel: way.channel, pin: keys.pin, track: keys.track } }
    log.warn('payment.noKeys', { station: stationId, reason: keys.why })
    return { is: 'away' }
  }

  /** For the card that it was sold for, from whichever machine has it; nothing once the card was read back. */
  async #keyStep({
    orderId,
    cardSerial,
    challenge,
    step,
  }: Extract<BillingAsked, { ask: 'meterCardKey' }>): Promise<BillingSaid> {
    const { hall, payments } = this.#ports
    const order = await this.#committed(({ payments: orders }) => structuredClone(lookUp(orders, orderId)))
    const { billing } = payments
    if (!billing || hall.recovering) return { is: 'away' }
    if (!order?.delivery || !isToBeWritten(order, cardSerial)) return { is: 'refused', code: 'cardMismatch' }
    const { key } = order.delivery
    return told(await billing.meterCardKey({ key, cardSerial, challenge, ...step }))
  }

  /** What is on disk. */
  async #committed<Value>(read: (view: HallView) => Value): Promise<Value | undefined> {
    let found: Value | undefined
    await this.#ports.hall.whenCommitted(
      ({ view }) => read(view),
      (value) => (found = value),
    )
    return found
  }

  /** As it is on disk; a machine gets its own, without whose account it is. */
  async #orderOf(peer: Peer, orderId: PaymentOrderId): Promise<PaymentOrder | null> {
    const found = await this.#found(peer, orderId)
    if (!found || peer.kind === 'staff') return found
    const { accountNo: _account, meterCard: _card, ...rest } = found
    return rest
  }

  /** An order that this peer may ask about, whole. */
  async #found(peer: Peer, orderId: PaymentOrderId): Promise<PaymentOrder | null> {
    const found = await this.#committed(({ payments }) => structuredClone(lookUp(payments, orderId)))
    if (!found) return null
    return peer.kind === 'staff' || found.stationId === peer.stationId ? found : null
  }
}

/** What the utility said; what cannot be told is away, whatever the reason: that is in the hall's own log. */
function told<Value>(answer: BillingAnswer<Value>): BillingSaid {
  if (answer.is === 'unsure') return { is: 'away' }
  return answer as BillingSaid
}
