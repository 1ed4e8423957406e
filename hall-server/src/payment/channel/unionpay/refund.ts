import { chinaDigits } from '../china-digits.ts'
import type { RefundOrder, RefundStanding } from '../port.ts'
import type { UnionpayClient } from './client.ts'
import { DUPLICATE, NO_SUCH_TRADE, isOpen, isSuccess } from './codes.ts'
import type { AcpFields } from './fields.ts'

const NO_TIME = {
  is: 'unsure',
  why: 'a refund without the time it was asked for cannot be told from another',
} as const

/** Refunds (退货). Number and time together are their key at UnionPay: both are the same each time one is sent. */
export class Refunds {
  readonly #client: UnionpayClient

  constructor(client: UnionpayClient) {
    this.#client = client
  }

  async refund(order: RefundOrder): Promise<RefundStanding> {
    const { settings } = this.#client
    if (order.askedAt === undefined) return NO_TIME
    const answer = await this.#client.post(`${settings.gateway}/backTransReq.do`, {
      txnType: '04',
      txnSubType: '00',
      ...keyOf(order, order.askedAt),
      txnAmt: String(order.fen),
      origQryId: order.tradeNo,
      backUrl: settings.backUrl,
    })
    if (!answer.ok) return { is: 'unsure', why: answer.why }
    const { respCode = '' } = answer.fields
    // Accepted, or accepted before: what became of it a query tells.
    if (respCode === '00' || respCode === DUPLICATE) return { is: 'underWay' }
    return isOpen(respCode)
      ? { is: 'unsure', why: `answered ${respCode}` }
      : { is: 'refused', code: respCode }
  }

  async query(order: RefundOrder): Promise<RefundStanding> {
    const { settings } = this.#client
    if (order.askedAt === undefined) return NO_TIME
    const fields = { txnType: '00', txnSubType: '00', ...keyOf(order, order.askedAt) }
    const answer = await this.#client.post(`${settings.gateway}/queryTrans.do`, fields)
    if (!answer.ok) return { is: 'unsure', why: answer.why }
    const { respCode } = answer.fields
    if (respCode === NO_SUCH_TRADE) return { is: 'noRefund' }
    return respCode === '00' ? refundBy(answer.fields) : { is: 'unsure', why: `query answered ${respCode}` }
  }
}

function refundBy({ origRespCode = '', queryId, txnAmt }: AcpFields): RefundStanding {
  if (isOpen(origRespCode)) return { is: 'underWay' }
  if (!isSuccess(origRespCode)) return { is: 'refused', code: origRespCode }
  if (!queryId || !/^\d{1,15}$/.test(txnAmt ?? ''))
    return { is: 'unsure', why: 'a success without number or amount' }
  return { is: 'refunded', refundTradeNo: queryId, fen: Number(txnAmt) }
}

/** What a notice says of a refund. */
export function refundNoticed(fields: AcpFields): RefundStanding {
  return refundBy({ ...fields, origRespCode: fields.respCode ?? '' })
}

const keyOf = ({ refundNo }: RefundOrder, askedAt: number): AcpFields => ({
  orderId: refundNo,
  txnTime: chinaDigits(askedAt),
})
