import type { RefundOrder, RefundStanding } from '../port.ts'
import { fenOf, yuanOf } from '../yuan.ts'
import { field, unsure } from './gateway.ts'
import type { Gateway } from './gateway.ts'
import { refused } from './refusals.ts'

/** Refunds by `out_request_no`: the same number refunds once. */
export class Refunds {
  readonly #gateway: Gateway

  constructor(gateway: Gateway) {
    this.#gateway = gateway
  }

  /** alipay.trade.refund. `fund_change` N: this call moved nothing, an earlier one may have; the query says. */
  async refund({ charge, refundNo, tradeNo, fen, reason }: RefundOrder): Promise<RefundStanding> {
    const said = await this.#gateway.call('alipay.trade.refund', {
      trade_no: tradeNo,
      out_trade_no: charge.channelNo,
      refund_amount: yuanOf(fen),
      refund_reason: reason.slice(0, 256),
      out_request_no: refundNo,
    })
    if (said.is === 'unsure') return said
    if (said.code !== '10000') return refused(said)
    if (field(said, 'out_trade_no') !== charge.channelNo) return unsure('otherTrade')
    // `refund_fee` is the sum of all refunds of the trade, not of this one.
    if (field(said, 'fund_change') === 'Y') return { is: 'refunded', refundTradeNo: tradeNo, fen }
    const standing = await this.query(charge.channelNo, refundNo)
    return standing.is === 'noRefund' ? { is: 'underWay' } : standing
  }

  /**
   * alipay.trade.fastpay.refund.query. Success without an amount says that there is no such refund, and that it may be sent
   * again under the same number.
   */
  async query(channelNo: string, refundNo: string): Promise<RefundStanding> {
    const said = await this.#gateway.call('alipay.trade.fastpay.refund.query', {
      out_trade_no: channelNo,
      out_request_no: refundNo,
    })
    if (said.is === 'unsure') return said
    if (said.subCode === 'ACQ.TRADE_NOT_EXIST') return { is: 'noRefund' }
    if (said.code !== '10000') return unsure(said.subCode || said.code)
    const amount = field(said, 'refund_amount')
    if (amount === '') return { is: 'noRefund' }
    if (field(said, 'out_trade_no') !== channelNo || field(said, 'out_request_no') !== refundNo)
      return unsure('otherTrade')
    const status = field(said, 'refund_status')
    if (status !== '' && status !== 'REFUND_SUCCESS') return { is: 'underWay' }
    const fen = fenOf(amount)
    return fen === null
      ? unsure('unreadable')
      : { is: 'refunded', refundTradeNo: field(said, 'trade_no'), fen }
  }
}
