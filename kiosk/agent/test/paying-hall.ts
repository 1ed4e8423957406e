import { paymentReference } from '@service-hall/contract'
import type {
  Answer,
  BilledAccount,
  BilledMonth,
  BillingAsked,
  BillingSaid,
  BillingValue,
  CardKeys,
  Command,
  Fact,
  PaymentAttempt,
  PaymentOrder,
} from '@service-hall/contract'
import { HallConfig } from '@service-hall/contract'
import { aConfig } from './builders.ts'
import type { SmallHall } from './small-hall.ts'

export const ACCOUNT_NO = '3300000012345'
const OTHER_ID = '990000199503070010'
/** Nobody's: there is no region 990000. */
export const ID_NUMBER = '990000195003070015'

export const anAccount = (accountNo = ACCOUNT_NO, more: Partial<BilledAccount> = {}): BilledAccount => ({
  ...{ accountNo: accountNo, maskedName: '张**', maskedAddress: '建国路**号', mode: 'postpaid' },
  ...{ balanceFen: 0, owedFen: 15_000, meterNo: '100000001', creditGrade: 'A' },
  plan: { partFromFen: null, oldestFirst: true, prepayUpToFen: 100_000, adviseFen: null },
  ...more,
})

export const aBill = (month: string, dueFen: number): BilledMonth => ({
  ...{ billId: `B-${month}`, accountNo: ACCOUNT_NO, month, dueFen, billedFen: dueFen, paidFen: 0 },
  ...{ penaltyFen: 0, dueDay: `${month}-28`, readFrom: `${month}-01`, readTo: `${month}-28` },
  ...{ usageMilliKwh: 200_000, components: [] },
})

const TARIFF: BillingValue<'tariff'> = {
  name: { zh: '居民阶梯电价', en: 'Household ladder' },
  validFrom: '2025-01-01',
  steps: [
    { name: { zh: '第一档', en: 'Step 1' }, fromKwh: 0, priceTenThousandths: 5_380 },
    { name: { zh: '第二档', en: 'Step 2' }, fromKwh: 2_760, priceTenThousandths: 5_880 },
  ],
}

/** The small hall, with payments in it; `more`: what else its file says of them. */
export function aPayingConfig(devices: unknown[] = [], more: object = {}): HallConfig {
  const config = aConfig(devices)
  const services = config.services.map((service) => ({ ...service, atKiosk: 'pay' }))
  const ways = [
    { channel: 'alipay', uses: ['showsCode', 'scansCode'] },
    { channel: 'bankcard', uses: ['card'] },
    { channel: 'cash', uses: ['cash'] },
  ]
  return HallConfig.parse({ ...config, services, payments: { ways, ...more } })
}

const fine: Answer = { ok: true, upTo: 1, result: {} }

type Credit = Extract<Command, { type: 'payment.credit' }>

/** What a hall does about payments, told by the test: it opens orders and attempts, and does nothing more by itself. */
export class PayingHall {
  readonly #hall: SmallHall
  accounts: BilledAccount[] = [anAccount()]
  bills: BilledMonth[] = [aBill('2025-11', 5_000), aBill('2025-12', 10_000)]
  isBillingAway = false
  /** What the acquirer gave this kiosk's card terminal; null: nothing. */
  cardKeys: CardKeys | null = null
  /** What was asked, each in its turn. */
  readonly asked: BillingAsked[] = []
  payableMs = 60_000
  #count = 0
  #invoices = 0
  usage: BillingValue<'usage'> | null = null
  /** What is said instead of an invoice. */
  invoiceNo: BillingSaid<'invoice'> | null = null

  constructor(hall: SmallHall) {
    this.#hall = hall
    hall.billing = (asked) => {
      this.asked.push(asked)
      return { ok: true, said: this.#said(asked) }
    }
    hall.rules.set('payment.open', (command) => this.#open(command as never))
    hall.rules.set('payment.attempt', (command) => this.#attempt(command as never))
    hall.rules.set('payment.credit', (command) => this.#credit(command as never))
    hall.rules.set('payment.doubtNote', (command) => this.#doubt(command as never))
    hall.rules.set('payment.endCash', (command) => this.#endCash(command as never))
    hall.rules.set('payment.cancel', (command) => this.#cancel(command as never))
    hall.rules.set('payment.linkReceipt', () => fine)
    hall.rules.set('payment.rate', (command) => this.#rate(command as never))
  }

  /** The order opened last. */
  get order(): PaymentOrder {
    const order = Object.values(this.#hall.view.payments).at(-1)
    if (!order) throw new Error('no order')
    return order
  }

  get attempt(): PaymentAttempt {
    const attempt = this.order.attempts.at(-1)
    if (!attempt) throw new Error('no attempt')
    return attempt
  }

  get reference(): string {
    return paymentReference(this.order)
  }

  payable(qr = 'https://pay.example/1'): void {
    this.#commit({ type: 'AttemptPayable', qr })
  }

  paid(fen = this.attempt.fen): void {
    const { channel, channelNo } = this.attempt
    this.#commit({
      ...{ type: 'AttemptPaid', channel, channelNo, tradeNo: `T${channelNo}`, fen, paidAt: Date.now() },
      ...{ maskedPayer: '138****0000', by: 'query', late: this.order.givenUp },
    })
    if (this.order.givenUp) return
    const { id: orderId, bills, creditFen } = this.order
    this.#hall.commit([{ type: 'DeliveryStarted', orderId, key: orderId, bills, creditFen, fen }])
  }

  delivered(): void {
    const { id: orderId, delivery } = this.order
    const fen = delivery?.fen ?? 0
    this.#hall.commit([{ type: 'Delivered', orderId, writeOffNo: 'W-778899', fen, balanceFen: 1_234 }])
  }

  /** The utility's final no: all of it goes back. */
  undelivered(): void {
    this.#commit({ type: 'DeliveryRefused', code: 'cardNotWritten' })
    this.#refund(this.attempt.receivedFen, 'undelivered')
  }

  /** An attempt's or an order's fact. */
  say(fact: Record<string, unknown> & { type: Fact['type'] }): void {
    this.#commit(fact)
  }

  #commit(fact: Record<string, unknown>): void {
    this.#hall.commit([{ orderId: this.order.id, attemptId: this.attempt.id, ...fact } as unknown as Fact])
  }

  #said(asked: BillingAsked): BillingSaid {
    switch (asked.ask) {
      case 'ways': {
        const name = { zh: '支付宝', en: 'Alipay' }
        const ways = (this.#hall.view.config?.payments?.ways ?? []).flatMap(({ channel, uses }) =>
          uses.map((use) => ({
            channel,
            use,
            name: channel === 'alipay' ? name : { zh: channel, en: channel },
          })),
        )
        return { is: 'ok', value: { ways, hasBilling: true } }
      }
      case 'accounts': {
        if (this.isBillingAway) return { is: 'away' }
        const { who } = asked
        if (who.by === 'idNumber') return { is: 'ok', value: who.idNumber === OTHER_ID ? [] : this.accounts }
        const found = this.accounts.filter((one) => who.by === 'accountNo' && one.accountNo === who.accountNo)
        return found.length > 0 ? { is: 'ok', value: found } : { is: 'refused', code: 'accountUnknown' }
      }
      case 'order': {
        const order = this.#hall.view.payments[asked.orderId]
        return order ? { is: 'ok', value: order } : { is: 'away' }
      }
      case 'bills':
        return this.isBillingAway ? { is: 'away' } : { is: 'ok', value: this.bills }
      case 'tariff':
        return this.isBillingAway ? { is: 'away' } : { is: 'ok', value: TARIFF }
      case 'usage':
        return this.usage ? { is: 'ok', value: this.usage } : { is: 'away' }
      case 'invoiceTitle':
        return this.isBillingAway
          ? { is: 'away' }
          : { is: 'ok', value: { title: '张**', taxNo: null, sentTo: '138****0000' } }
      case 'invoice': {
        this.#invoices += 1
        const isIssued = this.#invoices > 1
        const state = isIssued ? ('issued' as const) : ('requested' as const)
        const value = {
          invoiceNo: 'FP-0001',
          state,
          url: isIssued ? 'https://invoice.example/FP-0001' : null,
        }
        return this.invoiceNo ?? { is: 'ok', value }
      }
      case 'cardKeys':
        return this.cardKeys ? { is: 'ok', value: this.cardKeys } : { is: 'refused', code: 'noKeys' }
      default:
        return { is: 'away' }
    }
  }

  #open({
    purpose,
    accountNo,
    bills,
    creditFen,
    meterCard,
  }: { [Name in 'purpose' | 'accountNo' | 'bills' | 'creditFen' | 'meterCard']: never }): Answer {
    const orderId = `order-${String((this.#count += 1)).padStart(6, '0')}` as never
    const rows = bills as { fen: number }[]
    this.#hall.commit([
      {
        ...{ type: 'PaymentOrderOpened', orderId, purpose, accountNo, bills, creditFen },
        ...(meterCard ? { meterCard } : {}),
        totalFen: rows.reduce((sum, { fen }) => sum + fen, creditFen as number),
        ...{ stationId: 'K1' as never, until: Date.now() + 900_000, by: 'station:K1' },
      },
    ])
    return { ok: true, upTo: 1, result: { paymentOrderId: orderId } }
  }

  #attempt({ channel, use }: { channel: never; use: never }): Answer {
    const { id: orderId, totalFen: fen } = this.order
    const attemptId = `attempt-${String((this.#count += 1)).padStart(6, '0')}` as never
    const channelNo = `P${String(this.#count).padStart(23, '0')}`
    this.#hall.commit([
      {
        ...{ type: 'AttemptOpened', orderId, attemptId, channel, use, channelNo, fen },
        ...{ until: Date.now() + this.payableMs, terminalId: 'K1' },
      },
    ])
    return fine
  }

  /** Counts each note once, as a hall does. */
  #credit({ id: _id, type: _type, ...credit }: Credit): Answer {
    const order = this.#hall.view.payments[credit.orderId]
    const attempt = order?.attempts.find(({ id }) => id === credit.attemptId)
    if (!order || !attempt) return { ok: false, code: 'payment.unknown' }
    if (attempt.creditIds.includes(credit.creditId)) return fine
    const late = attempt.state !== 'payable'
    this.#hall.commit([{ type: 'CashCredited', ...credit, late }])
    if (late) this.#refund(credit.fen, 'late')
    return fine
  }

  #doubt({ id: _id, type: _type, ...doubt }: Extract<Command, { type: 'payment.doubtNote' }>): Answer {
    this.#hall.commit([{ type: 'NoteDoubted', ...doubt }])
    return fine
  }

  #endCash({ orderId, attemptId, short }: { orderId: never; attemptId: never; short: string }): Answer {
    const { totalFen, bills, creditFen } = this.order
    const { receivedFen: fen, state, channel, channelNo } = this.attempt
    if (state !== 'payable') return fine
    if (fen === 0) this.#commit({ type: 'AttemptClosed' })
    else {
      const late = fen < totalFen && short === 'counter'
      this.#commit({
        ...{ type: 'AttemptPaid', orderId, attemptId, channel, channelNo, tradeNo: channelNo, fen },
        ...{ paidAt: Date.now(), by: 'notes', late },
      })
      if (late) this.#refund(fen, 'cashLeft')
      else
        this.#hall.commit([
          {
            ...{ type: 'DeliveryStarted', orderId, key: orderId, fen, bills: fen < totalFen ? [] : bills },
            creditFen: fen < totalFen ? fen : creditFen + fen - totalFen,
          },
        ])
    }
    return fine
  }

  #rate({ orderId, level }: { orderId: never; level: never }): Answer {
    const more = { purpose: 'bills', channel: this.attempt.channel, stationId: 'K1' } as never
    this.#hall.commit([{ type: 'PaymentRated', orderId, level, ...(more as object) } as never])
    return fine
  }

  #refund(fen: number, cause: string): void {
    const refundId = `refund-${String((this.#count += 1)).padStart(6, '0')}`
    this.#commit({
      ...{ type: 'RefundAsked', refundId, refundNo: `R${String(this.#count).padStart(23, '0')}` },
      ...{ channel: 'cash', fen, cause, isApproved: true, afterReversal: false, by: 'system' },
    })
  }

  #cancel({ orderId }: { orderId: never }): Answer {
    const order = this.#hall.view.payments[orderId]
    if (!order) return fine
    const attempt = order.attempts.at(-1)
    if (attempt?.state === 'payable')
      this.#hall.commit([
        { type: 'PaymentOrderGivenUp', orderId, cause: 'customer' },
        { type: 'AttemptClosing', orderId, attemptId: attempt.id, cause: 'customer' },
      ])
    else if (!order.cancelled)
      this.#hall.commit([{ type: 'PaymentOrderCancelled', orderId, cause: 'customer' }])
    return fine
  }
}
