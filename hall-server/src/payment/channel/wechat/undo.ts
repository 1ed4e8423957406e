import type { Clock } from '@service-hall/server-kit'
import type { Charge, Closed, Standing } from '../port.ts'
import { isClosed, isUnknown } from './codes.ts'
import type { Reply, WechatClient } from './client.ts'
import { REVERSE_NOT_BEFORE_MS } from './rules.ts'
import type { Looked, Merchant, Trades } from './trade.ts'
import { Reversed } from './wire.ts'

/** How an order is undone: closed (关闭订单), or reversed (撤销) where it is of a payment code. */
type Way = 'close' | 'reverse'

/**
 * Makes sure that an order will not be paid. WeChat Pay is asked first how it stands, as its guide says; what is paid stays
 * paid. A payment between that look and the closing answers ORDERPAID.
 */
export class Undo {
  readonly #client: WechatClient
  readonly #trades: Trades
  readonly #merchant: Merchant
  readonly #clock: Clock

  constructor(client: WechatClient, trades: Trades, merchant: Merchant, clock: Clock) {
    this.#client = client
    this.#trades = trades
    this.#merchant = merchant
    this.#clock = clock
  }

  async close(charge: Charge): Promise<Closed> {
    const looked = await this.#trades.look(charge)
    const final = finalOf(looked.standing)
    if (final) return final
    const ways = waysOf(charge, looked)
    // Where the look tells nothing, only a reversal is documented to clear it.
    if (looked.standing.is === 'unsure' && !ways.includes('reverse')) return looked.standing
    let closed: Closed = { is: 'closed' }
    for (const way of ways) {
      closed = way === 'close' ? await this.#close(charge) : await this.#reverse(charge)
      if (closed.is !== 'closed') return closed
    }
    return closed
  }

  async #close(charge: Charge): Promise<Closed> {
    const reply = await this.#post(charge, 'close', { mchid: this.#merchant.mchid })
    if (reply.is === 'ok') return { is: 'closed' }
    if (reply.is === 'unsure') return reply
    if (reply.code === 'USERPAYING') return { is: 'payable' }
    if (isClosed(reply.code) || isUnknown(reply.code)) return { is: 'closed' }
    // ORDERPAID and whatever else was said: how it stands, says the order itself.
    const { standing } = await this.#trades.look(charge)
    return finalOf(standing) ?? { is: 'unsure', why: `${reply.code}, and ${standing.is}` }
  }

  async #reverse(charge: Charge): Promise<Closed> {
    if (this.#clock.now() - charge.openedAt < REVERSE_NOT_BEFORE_MS) return { is: 'payable' }
    const { appid, mchid } = this.#merchant
    const reply = await this.#post(charge, 'reverse', { appid, mchid })
    if (reply.is === 'unsure') return reply
    if (reply.is === 'no' && !isClosed(reply.code) && !isUnknown(reply.code))
      return { is: 'unsure', why: reply.code }
    return this.#afterReversal(charge)
  }

  /** Whether money went back: the answer to a reversal does not say it. */
  async #afterReversal(charge: Charge): Promise<Closed> {
    const { standing, trade } = await this.#trades.look(charge)
    if (standing.is === 'returned') return standing
    if (trade?.trade_state === 'REFUND' && trade.transaction_id !== undefined && trade.amount)
      return { is: 'returned', tradeNo: trade.transaction_id, fen: trade.amount.total }
    if (standing.is === 'unsure') return standing
    return standing.is === 'paid' ? { is: 'unsure', why: 'reversed, and still SUCCESS' } : { is: 'closed' }
  }

  async #post(charge: Charge, way: Way, body: object): Promise<Reply<unknown>> {
    const target = `/v3/pay/transactions/out-trade-no/${charge.channelNo}/${way}`
    const call = { method: 'POST', target, body } as const
    return way === 'close' ? this.#client.call(call, null) : this.#client.call(call, Reversed)
  }
}

/** Standings that need no closing. */
function finalOf(standing: Standing): Closed | null {
  switch (standing.is) {
    case 'paid':
    case 'closed':
    case 'returned':
      return standing
    case 'refused':
      return { is: 'closed' }
    case 'payable':
    case 'noTrade':
    case 'unsure':
      return null
  }
}

/** Both where nobody knows how it was opened: an order that may still arrive is then undone either way. */
function waysOf(charge: Charge, { trade }: Looked): readonly Way[] {
  if (charge.use === 'scansCode' || trade?.trade_type === 'MICROPAY') return ['reverse']
  if (charge.use === 'showsCode' || trade?.trade_type !== undefined) return ['close']
  return ['close', 'reverse']
}
