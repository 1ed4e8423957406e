import { Instant, MOST_FEN, MaskedPayer } from '@service-hall/contract'
import { BillFault } from './port.ts'
import type { Bill, BillLine, Channel, NoticeRead, RefundStanding, Unsure } from './port.ts'

/** As long as a fact has room for. */
const MOST_CODE = 80
const MOST_QR = 1_000
const MOST_NUMBER = 64

/** Whatever a channel may answer, as far as it says amounts, numbers, times and words. */
type Said = {
  is: string
  fen?: number
  tradeNo?: string
  refundTradeNo?: string
  paidAt?: number
  maskedPayer?: string
  qr?: string
  code?: string
}

/**
 * A channel that says only what can be: what is signed and has the right type may still be nonsense (no money, a hundred
 * billion, no number), and the hall's facts have no room for it. Nonsense tells nothing, so it is unsure, its notice is not
 * taken, and its bill is none.
 */
export function sensible(channel: Channel): Channel {
  const { notice, settle, workingKeys } = channel
  return {
    rules: channel.rules,
    open: async (charge, credential) => judged(await channel.open(charge, credential)),
    query: async (charge) => judged(await channel.query(charge)),
    close: async (charge) => judged(await channel.close(charge)),
    refund: async (refund) => judged(await channel.refund(refund)),
    queryRefund: async (refund) => judged(await channel.queryRefund(refund)),
    ...(notice ? { notice: async (raw) => noticed(await notice.call(channel, raw)) } : {}),
    ...(settle ? { settle: (batch) => settle.call(channel, batch) } : {}),
    ...(workingKeys ? { workingKeys: (terminalId) => workingKeys.call(channel, terminalId) } : {}),
    bill: async (day) => billed(await channel.bill(day)),
    stop: () => channel.stop?.(),
  }
}

function judged<Answer extends Said>(answer: Answer): Answer | Unsure {
  const { code, maskedPayer } = answer
  if (faultOf(answer) !== null) return { is: 'unsure', why: faultOf(answer) ?? '' }
  const kept = { ...answer }
  if (code !== undefined) kept.code = code.slice(0, MOST_CODE) || 'none'
  // A receipt goes without what it may not show.
  if (maskedPayer !== undefined && !MaskedPayer.safeParse(maskedPayer).success) delete kept.maskedPayer
  return kept
}

/** What cannot be so; null: nothing. */
function faultOf({ is, fen, tradeNo, refundTradeNo, paidAt, qr }: Said): string | null {
  if (fen !== undefined && !isAmount(fen)) return `${is}: no such amount`
  if (tradeNo !== undefined && !isNumber(tradeNo)) return `${is}: no trade's number`
  if (refundTradeNo !== undefined && !isNumber(refundTradeNo)) return `${is}: no refund's number`
  if (paidAt !== undefined && !Instant.safeParse(paidAt).success) return `${is}: no such time`
  return qr !== undefined && qr.length > MOST_QR ? `${is}: a code too long to show` : null
}

function isAmount(fen: number): boolean {
  return Number.isInteger(fen) && fen >= 1 && fen <= MOST_FEN
}

function isNumber(text: string): boolean {
  return text.length > 0 && text.length <= MOST_NUMBER
}

function noticed(read: NoticeRead): NoticeRead {
  if (!read.ok) return read
  const told: Said = 'refund' in read ? read.refund : read.standing
  if (faultOf(told) !== null)
    return { ok: false, code: 'unreadable', reply: { status: 400, type: 'text/plain', body: 'failure' } }
  return 'refund' in read
    ? { ...read, refund: judged<RefundStanding>(read.refund) }
    : { ...read, standing: judged(read.standing) as typeof read.standing }
}

function billed(bill: Bill): Bill {
  return bill.is === 'here' ? { is: 'here', lines: linesOf(bill.lines) } : bill
}

async function* linesOf(lines: AsyncIterable<BillLine>): AsyncGenerator<BillLine> {
  let number = 0
  for await (const line of lines) {
    number += 1
    if (!isAmount(line.fen)) throw new BillFault(`no such amount: ${line.fen}`, number)
    if (!isNumber(line.tradeNo)) throw new BillFault('no number of a trade', number)
    yield line
  }
}
