import type { Trade } from './book.ts'

// The acquirer's file of a day, lines of 160 bytes (docs/bank-card.md).

/** What a test wants to be different in a file than it is in truth. */
export type Difference =
  | { orderNo: string; is: 'missing' }
  | { orderNo: string; is: 'amount'; fen: number }
  | { orderNo: string; is: 'twice' }

const HOUR = 3_600_000
/** `YYYYMMDDhhmmss` in China. */
export const stampOf = (at: number): string =>
  new Date(at + 8 * HOUR).toISOString().replace(/[-:T]/g, '').slice(0, 14)

const zeros = (value: number | string, length: number): string => String(value).padStart(length, '0')
const text = (value: string, length: number): string => value.slice(0, length).padEnd(length, ' ')
const line = (body: string): string => `${body.padEnd(160, ' ')}\n`

/** 6 of 1,000 fen and at least one, as a fee may be. */
const feeOf = (fen: number): number => Math.max(1, Math.round(fen * 0.006))

function detail(trade: Trade): string {
  const isSale = trade.kind === 'sale'
  const masked = trade.pan.slice(0, 6) + '*'.repeat(trade.pan.length - 10) + trade.pan.slice(-4)
  return line(
    (isSale ? 'DS' : 'DR') +
      trade.terminalNo +
      trade.batch +
      trade.stan +
      stampOf(trade.at) +
      text(trade.reference, 12) +
      text(trade.approval, 6) +
      zeros(trade.fen, 12) +
      (isSale ? '+' : '-') +
      zeros(feeOf(trade.fen), 10) +
      text(trade.orderNo, 28) +
      text(trade.refundNo, 28) +
      text(masked, 19),
  )
}

/** File of a day `YYYYMMDD`: what was posted then and not reversed. */
export function dayFile(merchantNo: string, day: string, trades: Trade[], differences: Difference[]): string {
  const rows = trades
    .filter(({ state, at }) => state === 'posted' && stampOf(at).startsWith(day))
    .flatMap((trade) => differently(trade, differences))
  const sum = (kind: Trade['kind']): string => {
    const some = rows.filter((trade) => trade.kind === kind)
    return (
      zeros(some.length, 8) +
      zeros(
        some.reduce((fen, trade) => fen + trade.fen, 0),
        15,
      )
    )
  }
  return line(`H${merchantNo}${day}01`) + rows.map(detail).join('') + line(`T${sum('sale')}${sum('refund')}`)
}

function differently(trade: Trade, differences: Difference[]): Trade[] {
  const difference = differences.find(({ orderNo }) => orderNo === (trade.refundNo || trade.orderNo))
  switch (difference?.is) {
    case undefined:
      return [trade]
    case 'missing':
      return []
    case 'twice':
      return [trade, trade]
    case 'amount':
      return [{ ...trade, fen: difference.fen }]
  }
}
