import { beijing, money } from './time.ts'
import { givenOf } from './trades.ts'
import type { Trade, Trades, Wanted } from './trades.ts'

/** What an operation answers: code 10000 unless it says another. */
export type Node = Record<string, unknown>
type Content = Readonly<Record<string, unknown>>
export type Operation = (content: Content, call: { trades: Trades; now: number; notifyUrl: string }) => Node

const HOUR_MS = 3_600_000

export const failed = (subCode: string, more: Node = {}): Node => ({
  code: '40004',
  msg: 'Business Failed',
  sub_code: `ACQ.${subCode}`,
  sub_msg: subCode,
  ...more,
})
const done = (more: Node): Node => ({ code: '10000', msg: 'Success', ...more })

const text = (content: Content, name: string): string => {
  const value = content[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** Fen of `12.30`; NaN where it is none. */
function fenOf(yuan: string): number {
  if (!/^\d{1,9}(\.\d{1,2})?$/.test(yuan)) return Number.NaN
  const [whole = '', part = ''] = yuan.split('.')
  return Number(whole) * 100 + Number(part.padEnd(2, '0') || '0')
}

/** `90m`, `2h`, `1d` in ms. */
function spanOf(value: string, otherwise: number): number {
  const [, count, unit] = /^(\d+)([mhd])$/.exec(value) ?? []
  if (count === undefined) return otherwise
  return Number(count) * { m: 60_000, h: HOUR_MS, d: 24 * HOUR_MS }[unit as 'm' | 'h' | 'd']
}

/** An order of the merchant's, or why it is none. */
function wantedOf(content: Content, notifyUrl: string): Wanted | Node {
  const outTradeNo = text(content, 'out_trade_no')
  const subject = text(content, 'subject')
  const fen = fenOf(text(content, 'total_amount'))
  const isSound =
    /^\w{1,64}$/.test(outTradeNo) &&
    fen >= 1 &&
    fen <= 10_000_000_000 &&
    subject.length > 0 &&
    subject.length <= 256 &&
    !/[/=&]/.test(subject)
  if (!isSound) return failed('INVALID_PARAMETER')
  return {
    outTradeNo,
    fen,
    subject,
    storeId: text(content, 'store_id'),
    terminalId: text(content, 'terminal_id'),
    notifyUrl,
    waitMs: spanOf(text(content, 'timeout_express'), 15 * 24 * HOUR_MS),
  }
}

/** Why a number takes no (further) order; null: it does. */
function taken(trades: Trades, outTradeNo: string): Node | null {
  const trade = trades.find(outTradeNo)
  const more = { out_trade_no: outTradeNo }
  if (trades.void.has(outTradeNo) || trade?.status === 'TRADE_CLOSED') return failed('TRADE_HAS_CLOSE', more)
  if (trade && trade.status !== 'WAIT_BUYER_PAY') return failed('TRADE_HAS_SUCCESS', more)
  return null
}

function found(trades: Trades, content: Content): Trade | undefined {
  const tradeNo = text(content, 'trade_no')
  return tradeNo === '' ? trades.find(text(content, 'out_trade_no')) : trades.byTradeNo(tradeNo)
}

const named = (trade: Trade): Node => ({ out_trade_no: trade.outTradeNo, trade_no: trade.tradeNo })
const buyer = { buyer_logon_id: '159****5620', buyer_user_id: '2088102122524333' }

const precreate: Operation = (content, { trades, notifyUrl }) => {
  const wanted = wantedOf(content, notifyUrl)
  if (!('outTradeNo' in wanted)) return wanted
  const { outTradeNo, fen } = wanted as Wanted
  const no = taken(trades, outTradeNo)
  if (no) return no
  const before = trades.codes.get(outTradeNo)
  if (before && before.fen !== fen) return failed('CONTEXT_INCONSISTENT', { out_trade_no: outTradeNo })
  const codeMs = spanOf(text(content, 'qr_code_timeout_express'), 2 * HOUR_MS)
  return done({ out_trade_no: outTradeNo, qr_code: trades.precreate(wanted as Wanted, codeMs).qr })
}

const pay: Operation = (content, { trades, notifyUrl }) => {
  const wanted = wantedOf(content, notifyUrl)
  const code = text(content, 'auth_code')
  if (!('outTradeNo' in wanted)) return wanted
  const { outTradeNo, fen } = wanted as Wanted
  const no = taken(trades, outTradeNo)
  if (no) return no
  const wallet = trades.wallets.get(code) ?? 'pays'
  if (text(content, 'scene') !== 'bar_code' || !/^(2[5-9]|30)\d{14,22}$/.test(code) || wallet === 'invalid')
    return failed('PAYMENT_AUTH_CODE_INVALID', { out_trade_no: outTradeNo })
  if (wallet === 'limit') return failed('BEYOND_PER_RECEIPT_RESTRICTION', { out_trade_no: outTradeNo })
  const trade = trades.find(outTradeNo) ?? trades.create(wanted as Wanted)
  const about = { ...named(trade), ...buyer, total_amount: money(fen) }
  // The customer may put money into the account and pay what waits in the app.
  if (wallet === 'noMoney') return failed('BUYER_BALANCE_NOT_ENOUGH', about)
  if (wallet === 'asksPassword') return { code: '10003', msg: 'order success pay inprocess', ...about }
  trades.pay(outTradeNo)
  return done({ ...about, receipt_amount: money(fen), gmt_payment: beijing(trade.paidAt ?? 0) })
}

const query: Operation = (content, { trades }) => {
  const trade = found(trades, content)
  if (!trade) return failed('TRADE_NOT_EXIST', { out_trade_no: text(content, 'out_trade_no') })
  const received = money(trade.paidAt === null ? 0 : trade.fen)
  return done({
    ...named(trade),
    ...buyer,
    buyer_pay_amount: received,
    receipt_amount: received,
    point_amount: '0.00',
    invoice_amount: received,
    total_amount: money(trade.fen),
    trade_status: trade.status,
    store_id: trade.storeId,
    terminal_id: trade.terminalId,
    // Merchants have seen it with closed trades that nobody paid.
    ...(trade.status !== 'WAIT_BUYER_PAY' && { send_pay_date: beijing(trade.paidAt ?? trade.createdAt) }),
  })
}

const cancel: Operation = (content, { trades, now }) => {
  const trade = found(trades, content)
  const outTradeNo = trade?.outTradeNo ?? text(content, 'out_trade_no')
  trades.void.add(outTradeNo)
  if (!trade) return done({ out_trade_no: outTradeNo, retry_flag: 'N' })
  const about = { ...named(trade), retry_flag: 'N' }
  if (trade.status === 'TRADE_CLOSED')
    return done({ ...about, action: trade.refunds.length > 0 ? 'refund' : 'close' })
  if (now - trade.createdAt > 24 * HOUR_MS) return failed('TRADE_CANCEL_TIME_OUT', about)
  if (trade.status === 'TRADE_FINISHED') return failed('TRADE_HAS_FINISHED', about)
  if (trade.status === 'WAIT_BUYER_PAY') {
    trades.close(trade)
    return done({ ...about, action: 'close' })
  }
  trades.give(trade, trade.outTradeNo, trade.fen - givenOf(trade))
  return done({ ...about, action: 'refund', gmt_refund_pay: beijing(now) })
}

const close: Operation = (content, { trades }) => {
  const trade = found(trades, content)
  if (!trade) return failed('TRADE_NOT_EXIST')
  if (trade.status !== 'WAIT_BUYER_PAY') return failed('TRADE_STATUS_ERROR', named(trade))
  trades.close(trade)
  return done(named(trade))
}

const refund: Operation = (content, { trades, now }) => {
  const trade = found(trades, content)
  if (!trade) return failed('TRADE_NOT_EXIST')
  const fen = fenOf(text(content, 'refund_amount'))
  const requestNo = text(content, 'out_request_no') || trade.outTradeNo
  const before = trade.refunds.find((given) => given.requestNo === requestNo)
  if (before && before.fen !== fen) return failed('DISCORDANT_REPEAT_REQUEST', named(trade))
  if (!before) {
    if (trade.status === 'TRADE_FINISHED') return failed('TRADE_HAS_FINISHED', named(trade))
    if (trade.status !== 'TRADE_SUCCESS') return failed('TRADE_STATUS_ERROR', named(trade))
    if (!(fen >= 1 && fen <= trade.fen - givenOf(trade)))
      return failed('REASON_TRADE_REFUND_FEE_ERR', named(trade))
    trades.give(trade, requestNo, fen)
  }
  return done({
    ...named(trade),
    ...buyer,
    fund_change: before ? 'N' : 'Y',
    // Of all refunds of the trade.
    refund_fee: money(givenOf(trade)),
    gmt_refund_pay: beijing(now),
    send_back_fee: money(fen),
  })
}

const refundQuery: Operation = (content, { trades }) => {
  const trade = found(trades, content)
  if (!trade) return failed('TRADE_NOT_EXIST')
  const requestNo = text(content, 'out_request_no')
  const given = trade.refunds.find((one) => one.requestNo === requestNo)
  if (!given) return done({})
  return done({
    ...named(trade),
    out_request_no: requestNo,
    refund_amount: money(given.fen),
    total_amount: money(trade.fen),
    refund_status: 'REFUND_SUCCESS',
  })
}

/** Methods of the gateway, with the name of the place where their faults are scripted. */
export const OPERATIONS: ReadonlyMap<string, { at: string; run: Operation }> = new Map([
  ['alipay.trade.precreate', { at: 'precreate', run: precreate }],
  ['alipay.trade.pay', { at: 'pay', run: pay }],
  ['alipay.trade.query', { at: 'query', run: query }],
  ['alipay.trade.cancel', { at: 'cancel', run: cancel }],
  ['alipay.trade.close', { at: 'close', run: close }],
  ['alipay.trade.refund', { at: 'refund', run: refund }],
  ['alipay.trade.fastpay.refund.query', { at: 'refundQuery', run: refundQuery }],
])
