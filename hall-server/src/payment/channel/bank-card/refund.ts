import type { RefundOrder, RefundStanding } from '../port.ts'
import { digits } from './host.ts'
import type { Exchanged, Request } from './host.ts'
import { verdictOf } from './response-code.ts'
import { orderField, originOf, partsOfTradeNo, tradeNoOf } from './sale.ts'
import type { TracedCharge } from './sale.ts'

const TRADE_REFUND = '25'

/** Refund (退货) by the reference of what was paid; null: the number given is not one of ours. */
export function refundOf(refund: RefundOrder, charge: TracedCharge): Request | null {
  const paid = partsOfTradeNo(refund.tradeNo)
  if (!refund.trace || !paid) return null
  const fields = new Map([
    [3, '200000'],
    [4, digits(refund.fen, 12)],
    [25, '00'],
    [37, paid.reference.padEnd(12)],
    [49, '156'],
    [61, originOf(charge.trace, paid.day.slice(4))],
    [63, orderField(refund.refundNo)],
  ])
  return { type: '0220', ...refund.trace, trade: TRADE_REFUND, fields, hasMac: true }
}

/** What an answer to a refund says. */
export function refundStanding(
  refund: RefundOrder,
  terminalNo: string,
  day: string,
  heard: Exchanged,
): RefundStanding {
  if (heard.is === 'notSent') return { is: 'unsure', why: `not sent: ${heard.why}` }
  if (heard.is === 'noAnswer') return { is: 'unsure', why: heard.why }
  if (heard.is === 'badMac') return { is: 'unsure', why: 'an answer that is not the host’s' }
  const verdict = verdictOf(heard.code)
  if (verdict === 'refused') return { is: 'refused', code: heard.code }
  const reference = heard.fields.get(37)?.trim()
  if (verdict === 'unsure' || !reference || heard.fields.get(4) !== digits(refund.fen, 12))
    return { is: 'unsure', why: `host answered ${heard.code}` }
  return { is: 'refunded', refundTradeNo: tradeNoOf({ day, terminalNo, reference }), fen: refund.fen }
}
