import type {
  AttemptId,
  Decidable,
  FactOf,
  FactType,
  PayUse,
  PaymentAttempt,
  PaymentOrder,
} from '@service-hall/contract'
import { SYSTEM, asKiosk, command } from '@service-hall/contract/testing'
import { WITH_PAYMENTS } from '../payments.ts'
import { aPureHall } from '../pure-hall.ts'
import type { PureHall } from '../pure-hall.ts'

type Standing = Decidable<'payment.noteAttempt'>['standing']

/** A hall at which one customer pays one bill; what channels and the utility say is said by the test. */
export class Paying {
  readonly hall: PureHall
  readonly orderId: string

  constructor() {
    this.hall = aPureHall({ change: WITH_PAYMENTS })
    const bills = [{ billId: 'B1', month: '2025-12', fen: 12_345 }]
    const { result } = this.hall.must(asKiosk(), {
      ...command('payment.open', { purpose: 'bills', accountNo: '3100000001', bills, creditFen: 0 }),
      isOwed: true,
    })
    this.orderId = result.paymentOrderId ?? ''
  }

  get order(): PaymentOrder {
    const order = this.hall.state.view.payments[this.orderId]
    if (!order) throw new Error('no order')
    return order
  }

  get attempt(): PaymentAttempt {
    const attempt = this.order.attempts.at(-1)
    if (!attempt) throw new Error('no attempt')
    return attempt
  }

  /** Begins to pay. */
  begin(channel: string, use: PayUse): AttemptId {
    this.hall.must(asKiosk(), {
      ...command('payment.attempt', { orderId: this.orderId, channel, use }),
      ...{ payableMs: 60_000, byTerminal: use === 'card' },
    })
    return this.attempt.id
  }

  /** The channel of an attempt says how it stands; the last one's, unless another is named. */
  says(standing: Standing, { channel, channelNo } = this.attempt): void {
    this.hall.must(SYSTEM, command('payment.noteAttempt', { channel, channelNo, standing }))
  }

  paid(tradeNo: string, by: 'query' | 'notice' = 'query'): Standing {
    return { is: 'paid', tradeNo, fen: 12_345, paidAt: this.hall.now, by }
  }

  written(): void {
    const outcome = { is: 'done', writeOffNo: 'W1', fen: 12_345 } as const
    this.hall.must(SYSTEM, command('payment.noteDelivery', { orderId: this.orderId, outcome }))
  }

  facts<T extends FactType>(type: T): FactOf<T>[] {
    return this.hall.entries.flatMap(({ fact }) => (fact.type === type ? [fact as FactOf<T>] : []))
  }

  /** Balance of an account of the books, fen. */
  balance(account: string): number {
    return this.hall.state.payment.books[account] ?? 0
  }
}
