import type { Merchant } from './merchant.ts'
import type { Refund, Refunds } from './refunds.ts'
import type { Trade, Trades } from './trades.ts'

/** Header of a bill of type ALL (交易账单, 27 columns). */
const HEADER =
  '交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注'
const SUMS = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'
const BOM = '\ufeff'
const FEE_PER_MILLE = 6

type Row = { at: number; cells: string[]; paid: number; back: number; fee: number }

/** A day's bill, `day` in China; null: nothing happened. `differs`: one payment is missing and an unknown one is there. */
export function billOf(
  day: string,
  { merchant, trades, refunds }: { merchant: Merchant; trades: Trades; refunds: Refunds },
  differs = false,
): Buffer | null {
  const rows: Row[] = []
  for (const trade of trades.all.values()) {
    if (isOn(day, trade.paidAt)) rows.push(paymentRow(merchant, trade))
    if (isOn(day, trade.reversedAt)) rows.push(reversalRow(merchant, trade))
  }
  for (const refund of refunds.all.values()) if (isOn(day, refund.at)) rows.push(refundRow(merchant, refund))
  if (differs) differ(rows, merchant, day)
  if (rows.length === 0) return null
  rows.sort((a, b) => b.at - a.at)
  const total = (of: (row: Row) => number): number => rows.reduce((sum, row) => sum + of(row), 0)
  const sums = [total((r) => r.paid), total((r) => r.back), 0, total((r) => r.fee), total((r) => r.paid)]
  const last = [String(rows.length), ...[...sums, total((r) => r.back)].map(yuan)]
  const lines = [HEADER, ...rows.map(({ cells }) => ticked(cells)), SUMS, ticked(last)]
  return Buffer.from(`${BOM}${lines.map((line) => `${line}\r\n`).join('')}`)
}

/** A day's bill of so many payments, for tests of size. */
export function longBill(merchant: Merchant, day: string, count: number): Buffer {
  const at = Date.parse(`${day}T12:00:00+08:00`)
  const lines = Array.from({ length: count }, (_, index) => {
    const number = String(index).padStart(12, '0')
    return ticked(cellsOf(merchant, { at, no: `L${number}`, id: `4200${number}` }, paid(100 + (index % 900))))
  })
  const text = [
    HEADER,
    ...lines,
    SUMS,
    ticked([String(count), '0.00', '0.00', '0.00', '0.00', '0.00', '0.00']),
  ]
  return Buffer.from(`${BOM}${text.join('\r\n')}\r\n`)
}

const ticked = (cells: readonly string[]): string => cells.map((cell) => `\`${cell}`).join(',')
const yuan = (fen: number): string =>
  `${fen < 0 ? '-' : ''}${Math.floor(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`
const china = (at: number): string =>
  new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
const isOn = (day: string, at: number | null): boolean => at !== null && china(at).startsWith(day)
const feeOf = (fen: number): number => Math.round((fen * FEE_PER_MILLE) / 1_000)

type Of = { at: number; no: string; id: string; type?: string; title?: string; attach?: string }
type Sums = { state: string; settled: string; refund: string[]; fee: number; order: string; asked: string }

const paid = (fen: number): Sums => ({
  state: 'SUCCESS',
  settled: yuan(fen),
  refund: ['0', '0', '0.00', '0.00', '', ''],
  fee: feeOf(fen),
  order: yuan(fen),
  asked: '0.00',
})

function cellsOf({ appid, mchid }: Merchant, of: Of, sums: Sums): string[] {
  const head = [china(of.at), appid, mchid, '0', '', of.id, of.no, 'oUpF8uMuAJO_M2pxb1Q9zNjWeS6o']
  const kind = [of.type ?? 'NATIVE', sums.state, 'OTHERS', 'CNY', sums.settled, '0.00']
  const fee = `${yuan(sums.fee)}000`
  return [
    ...head,
    ...kind,
    ...sums.refund,
    of.title ?? '电费',
    of.attach ?? '',
    fee,
    '0.60%',
    sums.order,
    sums.asked,
    '',
  ]
}

function ofTrade(trade: Trade, at: number): Of {
  const { no, type, description: title, attach } = trade
  return { at, no, id: trade.transactionId ?? '', type, title, attach }
}

function paymentRow(merchant: Merchant, trade: Trade): Row {
  const at = trade.paidAt ?? 0
  const fee = feeOf(trade.total)
  return {
    at,
    cells: cellsOf(merchant, ofTrade(trade, at), paid(trade.total)),
    paid: trade.total,
    back: 0,
    fee,
  }
}

function refundRow(merchant: Merchant, { trade, no, id, fen, status, at }: Refund): Row {
  const state = status === 'SUCCESS' || status === 'PROCESSING' ? status : 'FAIL'
  const refund = [id, no, yuan(fen), '0.00', 'ORIGINAL', state]
  const fee = -feeOf(fen)
  const sums = { state: 'REFUND', settled: '0.00', refund, fee, order: '0.00', asked: yuan(fen) }
  return { at, cells: cellsOf(merchant, ofTrade(trade, at), sums), paid: 0, back: fen, fee }
}

function reversalRow(merchant: Merchant, trade: Trade): Row {
  const at = trade.reversedAt ?? 0
  const refund = ['0', '0', yuan(trade.total), '0.00', 'ORIGINAL', 'SUCCESS']
  const fee = -feeOf(trade.total)
  const sums = { state: 'REVOKED', settled: '0.00', refund, fee, order: '0.00', asked: yuan(trade.total) }
  return { at, cells: cellsOf(merchant, ofTrade(trade, at), sums), paid: 0, back: trade.total, fee }
}

function differ(rows: Row[], merchant: Merchant, day: string): void {
  rows.shift()
  const at = Date.parse(`${day}T12:00:00+08:00`)
  const of = { at, no: 'NOBODYKNOWSTHISNUMBER0000001', id: '4200000000000000000000000001' }
  rows.push({ at, cells: cellsOf(merchant, of, paid(123)), paid: 123, back: 0, fee: 1 })
}
