import type { Standing } from '../port.ts'
import { refused } from './codes.ts'
import type { Trade } from './wire.ts'

/** How a trade stands, by its `trade_state`. What is another merchant's or another order's tells nothing. */
export function standingOf(
  trade: Trade,
  merchant: { mchid: string; appid: string },
  channelNo: string,
): Standing {
  if (trade.mchid !== merchant.mchid || (trade.appid ?? merchant.appid) !== merchant.appid)
    return { is: 'unsure', why: 'a trade of another merchant or application' }
  if (trade.out_trade_no !== channelNo) return { is: 'unsure', why: 'a trade of another number' }
  switch (trade.trade_state) {
    case 'SUCCESS':
      return paid(trade)
    case 'NOTPAY':
    case 'USERPAYING':
      return { is: 'payable' }
    case 'CLOSED':
      return { is: 'closed' }
    case 'REVOKED':
      return reversed(trade)
    case 'PAYERROR':
      return refused('PAYERROR')
    case 'REFUND':
      // "转入退款" is said of a trade as soon as a part went back, and no call tells how much: its bill does.
      return { is: 'unsure', why: 'REFUND: paid, and some of it or all went back' }
    default:
      return { is: 'unsure', why: `trade_state ${trade.trade_state}` }
  }
}

function paid({ transaction_id, amount, success_time }: Trade): Standing {
  if (transaction_id === undefined || amount === undefined || success_time === undefined)
    return { is: 'unsure', why: 'SUCCESS without number, amount or time' }
  if ((amount.currency ?? 'CNY') !== 'CNY') return { is: 'unsure', why: 'SUCCESS in another currency' }
  return { is: 'paid', tradeNo: transaction_id, fen: amount.total, paidAt: Date.parse(success_time) }
}

/** A reversed order: what had been paid went back whole (撤销). WeChat Pay numbers what was paid. */
export function reversed({ transaction_id, amount }: Trade): Standing {
  if (transaction_id === undefined || amount === undefined) return { is: 'closed' }
  return { is: 'returned', tradeNo: transaction_id, fen: amount.total }
}
