import {
  localTime,
  maskedAccount,
  openAttempt,
  openRefunds,
  orderState,
  paymentReference,
  settledBy,
  yuanText,
} from '@service-hall/contract'
import type { HallConfig, Localized, PaymentOrder } from '@service-hall/contract'

/** A receipt as it is drawn: lines of a name and a value, in both languages at once. */
export type ReceiptSheet = {
  hall: Localized
  title: Localized
  /** Above the lines, in large letters: what staff find the payment by. */
  reference: string
  items: { name: string; month: string; amount: string }[]
  total: { name: string; amount: string } | null
  lines: { name: string; value: string }[]
  notes: Localized[]
}

export type ReceiptOf = {
  order: PaymentOrder
  hall: HallConfig['hall']
  /** Name of the way by which it was paid. */
  wayName: Localized
  /** The hall's clock, epoch ms. */
  now: number
}

type Outcome = 'receipt' | 'unknown' | 'returning' | 'returned' | 'notPaid'

const TITLES: Readonly<Record<Outcome, Localized>> = {
  receipt: { zh: '收据', en: 'RECEIPT' },
  unknown: { zh: '缴费结果待确认', en: 'PAYMENT NOT CONFIRMED YET' },
  returning: { zh: '款项退回通知', en: 'MONEY GOES BACK' },
  returned: { zh: '款项已退回', en: 'MONEY WENT BACK' },
  notPaid: { zh: '未收款', en: 'NOT PAID' },
}

/**
 * What a payment has come to by now, as its receipt says it: the same that the kiosk's paper says, and nothing more of anybody.
 * Pure.
 */
export function receiptSheet(of: ReceiptOf): ReceiptSheet {
  const { order, hall, now } = of
  const outcome = outcomeOf(order)
  const isReceipt = outcome === 'receipt'
  return {
    ...{ hall: hall.name, title: TITLES[outcome], reference: paymentReference(order) },
    items: isReceipt ? itemsOf(order) : [],
    total: isReceipt ? { name: '合计 Total', amount: yuanText(order.delivery?.fen ?? 0) } : null,
    lines: [...(isReceipt ? [] : [amountLine(order)]), ...linesOf(of, isReceipt)],
    notes: notesOf(outcome, order, { hall, now }),
  }
}

function outcomeOf(order: PaymentOrder): Outcome {
  if (order.delivery?.state === 'done') return 'receipt'
  switch (orderState(order)) {
    case 'reversing':
    case 'returning':
      return 'returning'
    case 'returned':
      return 'returned'
    case 'cancelled':
      return unpaid(order)
    case 'open':
      return openAttempt(order) ? 'unknown' : unpaid(order)
    case 'paid':
    case 'held':
    case 'delivered':
      return 'unknown'
  }
}

/** Nothing was taken; or its channel gave it back of itself when it was closed. */
function unpaid({ attempts }: PaymentOrder): Outcome {
  return attempts.at(-1)?.returnedFen === undefined ? 'notPaid' : 'returned'
}

function itemsOf({ purpose, delivery, creditFen }: PaymentOrder): ReceiptSheet['items'] {
  const ahead = Math.min(creditFen, delivery?.creditFen ?? 0)
  const overFen = (delivery?.creditFen ?? 0) - ahead
  const isForCard = purpose === 'meterCard'
  const name = isForCard ? '购电 Meter card' : '预存 Paid ahead'
  const over = isForCard ? '多放购电 Over, on card' : '转入余额 To balance'
  return [
    ...(delivery?.bills ?? []).map(({ month, fen }) => ({
      ...{ name: '电费 Electricity', month, amount: yuanText(fen) },
    })),
    ...(ahead > 0 ? [{ name, month: '', amount: yuanText(ahead) }] : []),
    ...(overFen > 0 ? [{ name: over, month: '', amount: yuanText(overFen) }] : []),
  ]
}

function amountLine(order: PaymentOrder): ReceiptSheet['lines'][0] {
  const backFen = openRefunds(order).reduce((sum, { fen }) => sum + fen, 0)
  const fen = backFen || order.attempts.at(-1)?.receivedFen || order.totalFen
  return { name: '金额 Amount', value: yuanText(fen) }
}

function linesOf({ order, hall, wayName, now }: ReceiptOf, isReceipt: boolean): ReceiptSheet['lines'] {
  const { delivery, accountNo } = order
  const attempt = paidBy(order)
  const line = (name: string, value: string | undefined) => (value === undefined ? [] : [{ name, value }])
  return [
    ...line('户号 Account', accountNo === undefined ? undefined : maskedAccount(accountNo)),
    ...line('收款方 Payee', isReceipt ? hall.name.zh : undefined),
    ...line('支付方式 Paid by', beside(wayName)),
    ...line('时间 Time', wall(attempt?.paidAt ?? attempt?.openedAt ?? order.openedAt, hall)),
    ...line('付款方 Payer', isReceipt ? attempt?.maskedPayer : undefined),
    ...line('交易号 Trade', attempt?.tradeNo),
    ...line('销账号 Write-off', isReceipt ? delivery?.writeOffNo : undefined),
    ...line('购电次数 Purchase', isReceipt && delivery?.count ? String(delivery.count) : undefined),
    ...line(
      '余额 Balance',
      isReceipt && delivery?.balanceFen !== undefined ? yuanText(delivery.balanceFen) : undefined,
    ),
    ...line('查询时间 As of', wall(now, hall)),
  ]
}

/** The attempt that the money came by, or that it may come by. */
export function paidBy({ attempts }: PaymentOrder): PaymentOrder['attempts'][0] | undefined {
  return attempts.find(({ state }) => state === 'paid') ?? attempts.at(-1)
}

function notesOf(
  outcome: Outcome,
  order: PaymentOrder,
  { hall, now }: { hall: HallConfig['hall']; now: number },
): Localized[] {
  const until = wall(settledBy(order, now), hall)
  switch (outcome) {
    case 'receipt': {
      const backFen = openRefunds(order).reduce((sum, { fen }) => sum + fen, 0)
      const back = {
        zh: `另有 ${yuanText(backFen)} 正在退回，最迟 ${until} 处理`,
        en: `${yuanText(backFen)} more goes back, by ${until}`,
      }
      return [
        ...(backFen > 0 ? [back] : []),
        { zh: '本收据不作发票使用', en: 'This receipt is not an invoice' },
      ]
    }
    case 'unknown':
      return [
        { zh: `最迟 ${until} 确认结果`, en: `Settled by ${until}` },
        { zh: '已付款的将销账或原路退回', en: 'Money paid is booked, or goes back the way it came' },
        { zh: '请勿重复缴费，凭编号咨询柜台', en: 'Do not pay again; ask at a counter with the number' },
      ]
    case 'returning':
      return [
        { zh: '本次缴费未入账，款项将退回', en: 'This payment was not booked; the money goes back' },
        { zh: `最迟 ${until} 处理`, en: `Done by ${until}` },
        { zh: '未收到退款请凭编号咨询柜台', en: 'If it does not come, ask at a counter with the number' },
      ]
    case 'returned':
      return [{ zh: '本次缴费未入账，款项已退回', en: 'This payment was not booked; the money went back' }]
    case 'notPaid':
      return [{ zh: '没有收取任何款项', en: 'No money was taken' }]
  }
}

function beside({ zh, en }: Localized): string {
  return zh === en ? zh : `${zh} ${en}`
}

function wall(at: number, { timeZone }: HallConfig['hall']): string {
  const { day, time } = localTime(at, timeZone)
  return `${day} ${time}`
}
