import type { RefundOrder, RefundStanding } from '../port.ts'
import { isUnknown } from './codes.ts'
import type { WechatClient } from './client.ts'
import type { Merchant } from './trade.ts'
import { Refund } from './wire.ts'

const MOST_REASON = 80

/** Money back: 申请退款 and 查询单笔退款. One number refunds once; an answer to it means "accepted" only. */
export class Refunds {
  readonly #client: WechatClient
  readonly #merchant: Merchant

  constructor(client: WechatClient, merchant: Merchant) {
    this.#client = client
    this.#merchant = merchant
  }

  async refund(order: RefundOrder): Promise<RefundStanding> {
    const body = {
      out_trade_no: order.charge.channelNo,
      out_refund_no: order.refundNo,
      reason: order.reason.slice(0, MOST_REASON),
      notify_url: this.#merchant.notifyUrl,
      amount: { refund: order.fen, total: order.charge.fen, currency: 'CNY' },
    }
    const reply = await this.#client.call(
      { method: 'POST', target: '/v3/refund/domestic/refunds', body },
      Refund,
    )
    if (reply.is === 'ok') return standingOfRefund(reply.value, order)
    if (reply.is === 'unsure') return reply
    // "订单不存在" is said of paid orders now and then, and no more when the same is sent again.
    if (isUnknown(reply.code)) return { is: 'unsure', why: reply.code }
    // A no may be to a second copy: the first may have been taken.
    const found = await this.query(order)
    return found.is === 'noRefund' ? { is: 'refused', code: reply.code } : found
  }

  async query(order: RefundOrder): Promise<RefundStanding> {
    const target = `/v3/refund/domestic/refunds/${order.refundNo}`
    const reply = await this.#client.call({ method: 'GET', target }, Refund)
    if (reply.is === 'ok') return standingOfRefund(reply.value, order)
    if (reply.is === 'unsure') return reply
    return isUnknown(reply.code) ? { is: 'noRefund' } : { is: 'unsure', why: reply.code }
  }
}

function standingOfRefund(refund: Refund, order: RefundOrder): RefundStanding {
  if (refund.out_refund_no !== order.refundNo || refund.out_trade_no !== order.charge.channelNo)
    return { is: 'unsure', why: 'a refund of another number' }
  return refundStanding(refund.status, refund)
}

/**
 * ABNORMAL: the customer's card or account takes it no more; a person sends it another way on the merchant platform.
 * CLOSED: it was not done and will not be.
 */
export function refundStanding(
  status: string,
  refund: { refund_id: string; amount: { refund: number } },
): RefundStanding {
  switch (status) {
    case 'SUCCESS':
      return { is: 'refunded', refundTradeNo: refund.refund_id, fen: refund.amount.refund }
    case 'PROCESSING':
      return { is: 'underWay' }
    case 'ABNORMAL':
    case 'CLOSED':
      return { is: 'refused', code: status }
    default:
      return { is: 'unsure', why: `refund status ${status}` }
  }
}
