import type {
  Charge,
  Closed,
  NoticeRead,
  Opened,
  RefundOrder,
  RefundStanding,
  Standing,
} from '@service-hall/hall-server/light-hall'
import type { Random } from '@service-hall/harness/random'
import type { Timeline } from '../timeline.ts'

/**
 * What makes one kind of gateway differ from another.
 * alipay: no trade before the scan; cancel gives back what is paid · wechat: an order from the beginning; the same number may
 * be sent again; close leaves what is paid · unionpay: no closing, the order's own time ends it; a code may be paid twice
 */
export type GatewayKind = 'alipay' | 'wechat' | 'unionpay'

export type Trade = {
  channelNo: string
  fen: number
  by: 'showsCode' | 'scansCode'
  until: number
  /** codeOnly: nobody has scanned it yet */
  state: 'codeOnly' | 'waiting' | 'paid' | 'closed' | 'failed' | 'returned'
  payments: { tradeNo: string; fen: number; at: number; returnedFen: number }[]
}
const OVER: readonly string[] = ['closed', 'returned', 'refused', 'noTrade']
type Refund = { tradeNo: string; fen: number; state: 'underWay' | 'done' | 'failed' }

/** What a gateway sends of itself. */
export type GatewayNotice =
  | { about: 'trade'; channelNo: string; standing: Standing }
  | { about: 'refund'; refundNo: string; refund: RefundStanding }

/** So long after its time a code may still be paid: gateways count by whole minutes, ms. */
const ROUNDED_MS = 60_000
const UNIONPAY_GRACE_MS = 60_000

/** A payment gateway with its own books, written from its documents and without a line of the hall's client. */
export class QrGateway {
  readonly trades = new Map<string, Trade>()
  readonly refunds = new Map<string, Refund>()
  /** Numbers of which it has said that they will not be paid any more, or that it has no such trade. */
  readonly saidOver = new Set<string>()
  /** Numbers that were cancelled before anybody scanned them. */
  readonly #void = new Set<string>()
  readonly #kind: GatewayKind
  readonly #timeline: Timeline
  readonly #random: Random
  readonly #tell: (notice: GatewayNotice) => void
  #last = 0

  constructor(kind: GatewayKind, timeline: Timeline, random: Random, tell: (notice: GatewayNotice) => void) {
    this.#kind = kind
    this.#timeline = timeline
    this.#random = random
    this.#tell = tell
  }

  /** A code is made that a customer may scan. */
  show(charge: Charge): Opened {
    const known = this.trades.get(charge.channelNo)
    if (known?.state === 'paid')
      return this.#kind === 'wechat' ? paidOf(known) : { is: 'unsure', why: 'hasSuccess' }
    if (known?.state === 'closed') return { is: 'refused', code: 'ORDER_CLOSED' }
    if (this.#void.has(charge.channelNo)) return { is: 'refused', code: 'TRADE_HAS_CLOSE' }
    if (!known) this.trades.set(charge.channelNo, this.#made(charge, 'showsCode', this.#firstState()))
    return { is: 'payable', qr: `qr:${charge.channelNo}` }
  }

  /** A customer's code is charged. The customer may have to agree first, or have no money. */
  take(charge: Charge): Opened {
    const known = this.trades.get(charge.channelNo)
    if (this.#void.has(charge.channelNo)) return { is: 'refused', code: 'TRADE_HAS_CLOSE' }
    if (known) return asOpened(this.look(charge))
    const luck = this.#random.next()
    const trade = this.#made(charge, 'scansCode', luck < 0.75 || luck >= 0.88 ? 'waiting' : 'failed')
    this.trades.set(charge.channelNo, trade)
    if (luck < 0.75) this.#pay(trade)
    return asOpened(this.look(charge))
  }

  look(charge: Charge): Standing {
    return this.#said(charge, this.#look(charge))
  }

  #said<Answer extends { is: string }>({ channelNo }: Charge, answer: Answer): Answer {
    if (OVER.includes(answer.is)) this.saidOver.add(channelNo)
    return answer
  }

  #look({ channelNo }: Charge): Standing {
    const trade = this.trades.get(channelNo)
    if (!trade || trade.state === 'codeOnly') return { is: 'noTrade' }
    switch (trade.state) {
      case 'paid':
        return this.#kind === 'wechat' && trade.payments.some(({ returnedFen }) => returnedFen > 0)
          ? { is: 'unsure', why: 'REFUND' }
          : paidOf(trade)
      case 'waiting':
        return this.#isExpired(trade) && this.#kind === 'unionpay' ? { is: 'closed' } : { is: 'payable' }
      case 'returned':
        return returnedOf(trade)
      case 'failed':
        return { is: 'refused', code: 'FAILED' }
      case 'closed':
        return { is: 'closed' }
    }
  }

  undo(charge: Charge): Closed {
    return this.#said(charge, this.#undo(charge))
  }

  #undo(charge: Charge): Closed {
    const trade = this.trades.get(charge.channelNo)
    if (!trade || trade.state === 'codeOnly') return this.#undoNothing(charge, trade)
    if (trade.state === 'paid') return this.#undoPaid(trade)
    if (trade.state === 'waiting') {
      if (this.#kind === 'unionpay' && trade.by === 'showsCode' && !this.#isExpired(trade))
        return { is: 'payable' }
      trade.state = 'closed'
      return { is: 'closed' }
    }
    return trade.state === 'returned' ? returnedOf(trade) : { is: 'closed' }
  }

  /** A customer scans a code and pays it; false: the gateway does not let them. */
  customerPays(channelNo: string): boolean {
    const trade = this.trades.get(channelNo)
    if (!trade || this.#void.has(channelNo)) return false
    const isAgain = trade.state === 'paid' && this.#kind === 'unionpay' && trade.by === 'showsCode'
    if (trade.state !== 'codeOnly' && trade.state !== 'waiting' && !isAgain) return false
    if (trade.by === 'showsCode' && this.#isExpired(trade)) return false
    this.#pay(trade)
    return true
  }

  /** A customer scans it and does not pay yet. */
  customerScans(channelNo: string): void {
    const trade = this.trades.get(channelNo)
    if (trade?.state === 'codeOnly' && !this.#isExpired(trade) && !this.#void.has(channelNo))
      trade.state = 'waiting'
  }

  refund({ refundNo, tradeNo, fen }: RefundOrder): RefundStanding {
    const known = this.refunds.get(refundNo)
    if (known)
      return known.fen === fen ? this.refunded(refundNo) : { is: 'refused', code: 'DISCORDANT_REPEAT' }
    const found = this.#paymentBy(tradeNo)
    if (!found) return { is: 'refused', code: 'TRADE_NOT_EXIST' }
    const [trade, payment] = found
    if (payment.returnedFen + fen > payment.fen) return { is: 'refused', code: 'REFUND_FEE_ERR' }
    payment.returnedFen += fen
    const refund: Refund = { tradeNo, fen, state: this.#kind === 'alipay' ? 'done' : 'underWay' }
    this.refunds.set(refundNo, refund)
    if (refund.state === 'done') this.#refundDone(refundNo, trade)
    else
      this.#timeline.after(3_000 + this.#random.below(120_000), () => this.#settle(refundNo, refund, found))
    return refund.state === 'done' ? this.refunded(refundNo) : { is: 'underWay' }
  }

  refunded(refundNo: string): RefundStanding {
    const refund = this.refunds.get(refundNo)
    if (!refund) return { is: 'noRefund' }
    if (refund.state === 'done')
      return { is: 'refunded', refundTradeNo: `${refund.tradeNo}R${refundNo}`, fen: refund.fen }
    return refund.state === 'failed' ? { is: 'refused', code: 'ABNORMAL' } : { is: 'underWay' }
  }

  /** Whether a customer could still pay a number, or has paid it. */
  takes(channelNo: string): boolean {
    const trade = this.trades.get(channelNo)
    if (!trade || this.#void.has(channelNo)) return false
    if (trade.state === 'paid') return this.takenFen(channelNo) > 0
    const waits = trade.state === 'waiting' || trade.state === 'codeOnly'
    return waits && !this.#isExpired(trade)
  }

  /** What it has of customers' money for a number, fen. */
  takenFen(channelNo: string): number {
    const payments = this.trades.get(channelNo)?.payments ?? []
    return payments.reduce((sum, { fen, returnedFen }) => sum + fen - returnedFen, 0)
  }

  #settle(refundNo: string, refund: Refund, [trade, payment]: [Trade, Trade['payments'][number]]): void {
    if (this.#random.chance(0.03)) {
      refund.state = 'failed'
      payment.returnedFen -= refund.fen
      return this.#tell({ about: 'refund', refundNo, refund: { is: 'refused', code: 'ABNORMAL' } })
    }
    refund.state = 'done'
    this.#refundDone(refundNo, trade)
  }

  #refundDone(refundNo: string, trade: Trade): void {
    if (this.#kind === 'alipay' && trade.payments.every(({ fen, returnedFen }) => fen === returnedFen))
      trade.state = 'returned'
    this.#tell({ about: 'refund', refundNo, refund: this.refunded(refundNo) })
  }

  #firstState(): Trade['state'] {
    return this.#kind === 'alipay' ? 'codeOnly' : 'waiting'
  }

  #made({ channelNo, fen, until }: Charge, by: Trade['by'], state: Trade['state']): Trade {
    return { channelNo, fen, by, until, state, payments: [] }
  }

  #pay(trade: Trade): void {
    this.#last += 1
    const tradeNo = `${this.#kind}-${this.#last}`
    // Now and then a gateway takes off what a voucher was worth, or a customer types the sum.
    const fen = this.#random.chance(0.02) ? trade.fen + this.#random.below(2_000) + 1 : trade.fen
    trade.payments.push({ tradeNo, fen, at: this.#timeline.now, returnedFen: 0 })
    trade.state = 'paid'
    this.#tell({
      about: 'trade',
      channelNo: trade.channelNo,
      standing: paidOf(trade, trade.payments.length - 1),
    })
  }

  #undoNothing({ channelNo }: Charge, trade: Trade | undefined): Closed {
    if (this.#kind === 'unionpay' || this.#kind === 'wechat') return { is: 'closed' }
    this.#void.add(channelNo)
    if (trade) trade.state = 'closed'
    return { is: 'closed' }
  }

  #undoPaid(trade: Trade): Closed {
    const isReversed = this.#kind === 'alipay' || (this.#kind === 'wechat' && trade.by === 'scansCode')
    if (!isReversed || trade.payments.some(({ returnedFen }) => returnedFen > 0)) return paidOf(trade)
    for (const payment of trade.payments) payment.returnedFen = payment.fen
    trade.state = 'returned'
    this.#tell({ about: 'trade', channelNo: trade.channelNo, standing: returnedOf(trade) })
    return returnedOf(trade)
  }

  #isExpired({ until }: Trade): boolean {
    return this.#timeline.now > until + (this.#kind === 'unionpay' ? UNIONPAY_GRACE_MS : ROUNDED_MS)
  }

  #paymentBy(tradeNo: string): [Trade, Trade['payments'][number]] | null {
    for (const trade of this.trades.values())
      for (const payment of trade.payments) if (payment.tradeNo === tradeNo) return [trade, payment]
    return null
  }
}

function paidOf({ payments }: Trade, index = 0): Extract<Standing, { is: 'paid' }> {
  const { tradeNo = '', fen = 0, at = 0 } = payments[index] ?? {}
  return { is: 'paid', tradeNo, fen, paidAt: at }
}

function returnedOf({ payments }: Trade): Extract<Standing, { is: 'returned' }> {
  const { tradeNo = '', fen = 0 } = payments[0] ?? {}
  return { is: 'returned', tradeNo, fen }
}

function asOpened(standing: Standing): Opened {
  if (standing.is === 'noTrade' || standing.is === 'closed' || standing.is === 'returned')
    return { is: 'unsure', why: standing.is }
  return standing
}

/** A notice as the hall's side of the wire reads it. */
export function readNotice(notice: GatewayNotice): NoticeRead {
  const reply = { status: 200, type: 'text/plain', body: 'success' }
  if (notice.about === 'refund') return { ok: true, refundNo: notice.refundNo, refund: notice.refund, reply }
  const { channelNo, standing } = notice
  if (standing.is === 'paid' || standing.is === 'closed' || standing.is === 'returned')
    return { ok: true, channelNo, standing, reply }
  return { ok: false, code: 'unreadable', reply: { ...reply, status: 400 } }
}
