import type { BatchOrder, BatchSettled, Unsure } from '../port.ts'
import { digits } from './host.ts'
import type { AcquirerHost, Exchanged, Terminal } from './host.ts'

// 批结算 (0500) and 批上送 (0320), docs/bank-card.md. Both are safe to be sent again: the host goes by terminal and batch, and in
// an upload by trace number.

/** Management information (field 60.3): settlement, trades of an upload, its end. */
const SETTLE = '201'
const UPLOAD_END = '202'
/** Trades in one message of an upload (field 48: 2 digits and at most 8 times 40). */
const IN_ONE = 8
/** Field 48 has three digits for how many. */
const MOST_TRADES = 999
const FOREIGN = '0'.repeat(31)
const AGREED = '1'
const DIFFERS = '2'
/** Kinds of trades in an upload: sales, and refunds (ours). */
const KIND = { sale: '00', refund: '02' } as const
/** Of the card's number, which the hall does not have. */
const NO_CARD = '0'.repeat(20)

/** Settles a terminal's batch; where the host has other sums it is sent each trade, and then the end. */
export async function settleAt(
  host: AcquirerHost,
  terminal: Terminal,
  order: BatchOrder,
): Promise<BatchSettled | Unsure> {
  const { sales, salesFen, refunds, refundsFen, trades } = order
  if (sales > MOST_TRADES || refunds > MOST_TRADES) return { is: 'unsure', why: 'more than 999 trades' }
  const sums = digits(salesFen, 12) + digits(sales, 3) + digits(refundsFen, 12) + digits(refunds, 3)
  const told = await ask(host, terminal, order, {
    type: '0500',
    network: SETTLE,
    field48: `${sums}0${FOREIGN}`,
  })
  if (typeof told === 'string') return { is: 'unsure', why: `settlement: ${told}` }
  const result = told.get(48)?.[30]
  if (result === AGREED) return { is: 'settled', agreed: true }
  if (result !== DIFFERS) return { is: 'unsure', why: 'settlement: no result' }
  for (let at = 0; at < trades.length; at += IN_ONE) {
    const some = trades.slice(at, at + IN_ONE)
    const rows = some.map(({ kind, stan, fen }) => KIND[kind] + digits(stan, 6) + NO_CARD + digits(fen, 12))
    const field48 = digits(some.length, 2) + rows.join('')
    const sent = await ask(host, terminal, order, { type: '0320', network: SETTLE, field48 })
    if (typeof sent === 'string') return { is: 'unsure', why: `upload: ${sent}` }
  }
  const end = { type: '0320', network: UPLOAD_END, field48: digits(trades.length, 4) } as const
  const ended = await ask(host, terminal, order, end)
  return typeof ended === 'string'
    ? { is: 'unsure', why: `end of upload: ${ended}` }
    : { is: 'settled', agreed: false }
}

/** Fields of an answer that says 00; else why not. */
async function ask(
  host: AcquirerHost,
  terminal: Terminal,
  { batch }: BatchOrder,
  { type, network, field48 }: { type: '0500' | '0320'; network: string; field48: string },
): Promise<Extract<Exchanged, { is: 'answer' }>['fields'] | string> {
  const fields = new Map([
    [48, field48],
    [49, '156'],
    [63, '001'],
  ])
  const own = { batch, stan: host.ownTrace(), trade: '00', network, hasMac: false }
  const heard = await host.exchange(terminal, { type, ...own, fields })
  if (heard.is === 'badMac') return 'an answer that is not the host’s'
  if (heard.is !== 'answer') return heard.why
  return heard.code === '00' ? heard.fields : `host answered ${heard.code}`
}
