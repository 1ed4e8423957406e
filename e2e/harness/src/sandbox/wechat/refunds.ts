import { error, ok } from './answer.ts'
import type { Answer } from './answer.ts'
import { randomDigits } from './platform.ts'
import { chinaIso } from './trades.ts'
import type { Trade, Trades } from './trades.ts'

export type RefundStatus = 'PROCESSING' | 'SUCCESS' | 'ABNORMAL' | 'CLOSED'

export type Refund = {
  no: string
  id: string
  trade: Trade
  fen: number
  status: RefundStatus
  at: number
  doneAt: number | null
  notifyUrl: string | null
}

type Order = {
  out_trade_no?: string
  transaction_id?: string
  out_refund_no?: string
  notify_url?: string
  amount?: { refund?: number; total?: number; currency?: string }
}

const YEAR_MS = 365 * 86_400_000
const APART_MS = 60_000
const MOST_REFUNDS = 50

/** Refunds, by our number: one number refunds once. */
export class Refunds {
  readonly all = new Map<string, Refund>()
  /** Called when a refund came to its end. */
  onDone: (refund: Refund) => void = () => undefined
  /** Whether refunds wait for `settle`. */
  manual = false
  readonly #trades: Trades
  readonly #now: () => number

  constructor(trades: Trades, now: () => number) {
    this.#trades = trades
    this.#now = now
  }

  refund(order: Order): Answer {
    const { refund: fen, total } = order.amount ?? {}
    if (!/^[0-9A-Za-z_\-|*@]{1,64}$/.test(order.out_refund_no ?? '')) return error('PARAM_ERROR')
    if (!Number.isSafeInteger(fen) || Number(fen) <= 0) return error('PARAM_ERROR')
    const known = this.all.get(order.out_refund_no ?? '')
    if (known)
      return known.fen === fen && known.trade.no === order.out_trade_no
        ? ok(this.view(known))
        : error('INVALID_REQUEST')
    const trade = this.#trades.all.get(order.out_trade_no ?? '')
    if (!trade || (trade.state !== 'SUCCESS' && trade.state !== 'REFUND')) return error('RESOURCE_NOT_EXISTS')
    const wrong = this.#wrong(trade, Number(fen), total)
    if (wrong) return wrong
    return ok(this.view(this.#add(trade, order, Number(fen))))
  }

  query(no: string): Answer {
    const refund = this.all.get(no)
    return refund ? ok(this.view(refund)) : error('RESOURCE_NOT_EXISTS')
  }

  /** A refund comes to its end. */
  settle(no: string, status: RefundStatus = 'SUCCESS'): Refund {
    const refund = this.all.get(no)
    if (!refund) throw new Error(`no refund ${no}`)
    refund.status = status
    refund.doneAt = this.#now()
    this.onDone(refund)
    return refund
  }

  ofTrade(trade: Trade): Refund[] {
    return [...this.all.values()].filter((refund) => refund.trade === trade)
  }

  view(refund: Refund): Record<string, unknown> {
    return {
      refund_id: refund.id,
      out_refund_no: refund.no,
      transaction_id: refund.trade.transactionId,
      out_trade_no: refund.trade.no,
      channel: 'ORIGINAL',
      user_received_account: '支付用户零钱',
      create_time: chinaIso(refund.at),
      ...(refund.doneAt !== null && { success_time: chinaIso(refund.doneAt) }),
      status: refund.status,
      amount: {
        total: refund.trade.total,
        refund: refund.fen,
        payer_total: refund.trade.total,
        payer_refund: refund.fen,
        currency: 'CNY',
      },
    }
  }

  #wrong(trade: Trade, fen: number, total: number | undefined): Answer | null {
    const before = this.ofTrade(trade)
    const back = before
      .filter(({ status }) => status !== 'CLOSED')
      .reduce((sum, refund) => sum + refund.fen, 0)
    if (total !== trade.total || back + fen > trade.total || before.length >= MOST_REFUNDS)
      return error('INVALID_REQUEST')
    if (this.#now() - (trade.paidAt ?? 0) > YEAR_MS) return error('INVALID_REQUEST')
    return before.some(({ at }) => this.#now() - at < APART_MS) ? error('FREQUENCY_LIMITED') : null
  }

  #add(trade: Trade, order: Order, fen: number): Refund {
    const refund: Refund = {
      no: order.out_refund_no ?? '',
      id: `503${randomDigits(25)}`,
      trade,
      fen,
      status: 'PROCESSING',
      at: this.#now(),
      doneAt: null,
      notifyUrl: order.notify_url ?? trade.notifyUrl,
    }
    this.all.set(refund.no, refund)
    trade.state = 'REFUND'
    // The answer says PROCESSING; by the next look it is done.
    if (!this.manual) queueMicrotask(() => this.settle(refund.no))
    return refund
  }
}
