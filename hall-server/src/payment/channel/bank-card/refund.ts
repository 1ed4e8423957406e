import { createHash } from 'node:crypto'
import type { RefundOrder, RefundStanding } from '../port.ts'
import { digits } from './host.ts'
import type { Exchanged, Request } from './host.ts'
import { verdictOf } from './response-code.ts'
import { orderField, originOf, partsOfTradeNo, tradeNoOf } from './sale.ts'
import type { TracedCharge } from './sale.ts'

const TRADE_REFUND = '25'
/** Trace numbers that neither charges nor sign-ins have. */
const DERIVED_FROM = 800_000
const DERIVED = 100_000

/** Refund (退货) by the reference of what was paid; null: the number given is not one of ours. */
export function refundOf(refund: RefundOrder, charge: TracedCharge): Request | null {
  const paid = partsOfTradeNo(refund.tradeNo)
  if (!paid) return null
  const fields = new Map([
    [3, '200000'],
    [4, digits(refund.fen, 12)],
    [25, '00'],
    [37, paid.reference.padEnd(12)],
    [49, '156'],
    [61, originOf(charge.trace, paid.day.slice(4))],
    [63, orderField(refund.refundNo)],
  ])
  return { type: '0220', ...traceOf(refund, charge), trade: TRADE_REFUND, fields, hasMac: true }
}

/**
 * Trace numbers of a refund: its own, or else of its number, so that they are the same each time it is sent. Should two of
 * a terminal and day meet, the host refuses the second (94) and a person takes it: it tells them by field 63.
 */
function traceOf(
  { refundNo, trace }: RefundOrder,
  { trace: { batch } }: TracedCharge,
): { batch: number; stan: number } {
  const hash = createHash('sha256').update(refundNo).digest().readUInt32BE()
  return trace ?? { batch, stan: DERIVED_FROM + (hash % DERIVED) }
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
