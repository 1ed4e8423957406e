import type { BillingAsked, BillingSaid, Command, PaymentOrder } from '@service-hall/contract'
import { UTILITY_CARD_KEYS, meterCardMac, meterCardResponse } from '@service-hall/harness/sandbox'
import { anAccount } from './paying-hall.ts'
import type { PayingHall } from './paying-hall.ts'
import type { SmallHall } from './small-hall.ts'

export const CARD_SERIAL = '9900000000000001'
const METER_NO = '990000000017'

type KeyAsked = Extract<BillingAsked, { ask: 'meterCardKey' }>

/** What a hall and its utility do about meter cards: sell when the test says so, compute for the card, believe what was read. */
export class MeterBooks {
  readonly #hall: SmallHall
  readonly #books: PayingHall
  /** What the key service was asked for, in its turn. */
  readonly keySteps: string[] = []
  /** It refuses every step of these. */
  refuses = new Set<string>()

  constructor(hall: SmallHall, books: PayingHall) {
    this.#hall = hall
    this.#books = books
    const plan = { partFromFen: null, oldestFirst: false, prepayUpToFen: 500_000, adviseFen: null }
    books.accounts = [anAccount(undefined, { mode: 'meterCard', meterNo: METER_NO, owedFen: 0, plan })]
    const others = hall.billing
    hall.billing = (asked) => {
      const said = this.#said(asked)
      return said ? { ok: true, said } : others(asked)
    }
    hall.rules.set('payment.meterCard', (command) => this.#read(command as never))
  }

  get #order(): PaymentOrder {
    return this.#books.order
  }

  /** Paid, and sold by the utility. */
  sold(): void {
    this.#books.paid()
    const { id: orderId, meterCard } = this.#order
    const count = (meterCard?.count ?? 0) + 1
    this.#hall.commit([{ type: 'MeterCardSold', orderId, saleNo: 'GD-1', count }])
  }

  #said(asked: BillingAsked): BillingSaid | null {
    if (asked.ask === 'accounts' && asked.who.by === 'meterCard')
      return asked.who.meterNo === METER_NO
        ? { is: 'ok', value: this.#books.accounts }
        : { is: 'refused', code: 'accountUnknown' }
    if (asked.ask === 'meterCardSale') {
      const order = Object.values(this.#hall.view.payments).find(
        ({ delivery, meterCard }) =>
          delivery?.state === 'sold' && meterCard?.cardSerial === asked.cardSerial && !delivery.readBack,
      )
      const { fen = 0, count = 0 } = order?.delivery ?? {}
      return { is: 'ok', value: order ? { orderId: order.id, fen, count } : null }
    }
    return asked.ask === 'meterCardKey' ? this.#key(asked) : null
  }

  #key({ orderId, cardSerial, challenge, step }: KeyAsked): BillingSaid {
    this.keySteps.push(step.ask)
    const order = this.#hall.view.payments[orderId]
    if (order?.delivery?.state !== 'sold' || order.delivery.readBack || this.refuses.has(step.ask))
      return { is: 'refused', code: 'cardMismatch' }
    const [serial, random] = [Buffer.from(cardSerial, 'hex'), Buffer.from(challenge, 'hex')]
    const { internal, external, mac } = UTILITY_CARD_KEYS
    const result =
      step.ask === 'mac'
        ? meterCardMac(mac, serial, random, Buffer.from(step.message, 'hex'))
        : meterCardResponse(step.ask === 'cardResponse' ? internal : external, serial, random)
    return { is: 'ok', value: { result: result.toString('hex') } }
  }

  #read({ orderId, count }: Extract<Command, { type: 'payment.meterCard' }>) {
    const { delivery } = this.#hall.view.payments[orderId] ?? {}
    const fine = { ok: true, upTo: 1, result: {} } as const
    if (delivery?.state !== 'sold' || delivery.readBack) return fine
    const isWritten = count === delivery.count
    this.#hall.commit([{ type: 'MeterCardRead', orderId, count, isWritten }])
    if (isWritten) this.#hall.commit([{ type: 'Delivered', orderId, writeOffNo: 'GD-1', fen: delivery.fen }])
    else this.#books.undelivered()
    return fine
  }
}
