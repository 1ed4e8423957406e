import type { PaperDocument, PaperItem, PaperWidth } from '@service-hall/drivers'
import { receiptPaper, yuan } from '@service-hall/drivers'
import type { HallConfig, Localized, PaymentOrder, PaymentPurpose } from '@service-hall/contract'
import { localTime, openRefunds, settledBy } from '@service-hall/contract'
import type { PaidFor, PaymentPaperKind } from './facts.ts'

export type PaperContent = {
  hall: HallConfig['hall']
  width: PaperWidth
  reference: string
  paidFor: PaidFor
  purpose: PaymentPurpose
  wayName: Localized
  /** As the hall's facts say; null: it cannot be heard of. */
  order: PaymentOrder | null
  /** The hall's clock, epoch ms. */
  now: number
  isReprint: boolean
}

/** The paper of a payment: what a customer takes along, in both languages. */
export function paymentPaper(kind: PaymentPaperKind, content: PaperContent): PaperDocument {
  return kind === 'receipt' ? receipt(content) : slip(kind, content)
}

function receipt({
  hall,
  width,
  reference,
  paidFor,
  purpose,
  wayName,
  order,
  now,
  isReprint,
}: PaperContent): PaperDocument {
  const attempt = order?.attempts.find(({ state }) => state === 'paid')
  const { delivery } = order ?? {}
  const paidFen = delivery?.fen ?? attempt?.receivedFen ?? paidFor.fen
  const overFen = paidFen - paidFor.fen
  const { account, lines, prepayFen } = paidFor
  const whole = [
    ...lines.map(({ month, fen }) => ({ name: '电费 Electricity', quantity: month, fen })),
    ...(prepayFen > 0
      ? [{ name: purpose === 'meterCard' ? '购电 Top-up' : '预存 Paid ahead', fen: prepayFen }]
      : []),
    ...(overFen > 0
      ? [{ name: purpose === 'meterCard' ? '多放购电 Over, on card' : '转入余额 To balance', fen: overFen }]
      : []),
  ]
  // Too little for the bills: all of it is in the balance.
  const items = overFen < 0 ? [{ name: '转入余额 To balance', fen: paidFen }] : whole
  const details = [
    ...(attempt?.maskedPayer === undefined ? [] : [{ name: '付款方 Payer', value: attempt.maskedPayer }]),
    ...(attempt?.tradeNo === undefined ? [] : [{ name: '交易号 Trade', value: attempt.tradeNo }]),
    ...(delivery?.writeOffNo === undefined ? [] : [{ name: '销账号 Write-off', value: delivery.writeOffNo }]),
    ...(delivery?.count === undefined
      ? []
      : [{ name: '购电次数 Purchase no.', value: String(delivery.count) }]),
    ...(delivery?.balanceFen === undefined
      ? []
      : [{ name: '余额 Balance', value: `￥${yuan(delivery.balanceFen)}` }]),
  ]
  return receiptPaper({
    ...{ width, hall: hall.name, payee: hall.name.zh, account, items, totalFen: paidFen, details },
    ...{ channel: beside(wayName), trace: reference, time: wall(attempt?.paidAt ?? now, hall), isReprint },
    notes: [{ zh: '本收据不作发票使用', en: 'This receipt is not an invoice' }],
  })
}

type Slip = { title: Localized; text: (until: string) => Localized[] }

const SLIPS: Readonly<Record<Exclude<PaymentPaperKind, 'receipt'>, Slip>> = {
  unknown: {
    title: { zh: '缴费结果待确认', en: 'PAYMENT NOT CONFIRMED YET' },
    text: (until) => [
      { zh: `最迟 ${until} 确认结果`, en: `Settled by ${until}` },
      { zh: '已付款的将销账或原路退回', en: 'Money paid is booked, or goes back' },
      { zh: '请勿重复缴费，凭编号咨询柜台', en: 'Do not pay again; ask at a counter' },
    ],
  },
  returning: {
    title: { zh: '款项退回通知', en: 'MONEY GOES BACK' },
    text: (until) => [
      { zh: '本次缴费未入账，款项将退回', en: 'This payment was not booked; it goes back' },
      { zh: `最迟 ${until} 处理`, en: `Done by ${until}` },
      { zh: '未收到退款请凭编号咨询柜台', en: 'If it does not come, ask at a counter' },
    ],
  },
  cardNotWritten: {
    title: { zh: '购电卡待写入', en: 'METER CARD NOT WRITTEN YET' },
    text: () => [
      { zh: '款项已收到，尚未写入购电卡', en: 'Paid; not written to the card yet' },
      { zh: '请将原卡再插入本厅任一自助机', en: 'Insert the same card at a kiosk here again' },
      { zh: '会自动写入，不会重复收款', en: 'It is written then; you do not pay twice' },
    ],
  },
  doubtful: {
    title: { zh: '纸币待核实', en: 'A NOTE IS BEING LOOKED FOR' },
    text: (until) => [
      { zh: '有纸币未能确认，尚未计入', en: 'A note could not be confirmed' },
      { zh: `工作人员最迟 ${until} 开箱核实`, en: `Staff open the box by ${until}` },
      { zh: '查实后凭本条到柜台领取', en: 'If found, it is paid at a counter' },
    ],
  },
  cashLeft: {
    title: { zh: '现金退款凭条', en: 'CASH TO BE PAID OUT' },
    text: () => [
      { zh: '请凭本条到柜台领取现金', en: 'Take this slip to a counter for your cash' },
      { zh: '请妥善保管本凭条', en: 'Keep this slip safe' },
    ],
  },
}

function slip(
  kind: keyof typeof SLIPS,
  { hall, width, reference, paidFor, wayName, order, now, isReprint }: PaperContent,
): PaperDocument {
  const doubtfulFen = (order?.doubtfulNotes ?? []).reduce((sum, { fen: one = 0 }) => sum + one, 0)
  const backFen = order ? openRefunds(order).reduce((sum, one) => sum + one.fen, 0) : 0
  const whole = backFen || order?.attempts.at(-1)?.receivedFen || paidFor.fen
  const { title, text } = SLIPS[kind]
  // Of a note that was not recognised nobody knows what it is worth.
  const amount =
    kind === 'doubtful' && doubtfulFen === 0 ? '—' : `￥${yuan(kind === 'doubtful' ? doubtfulFen : whole)}`
  const items: PaperItem[] = [
    { type: 'text', text: hall.name.zh, align: 'center', height: 2, bold: true },
    { type: 'text', text: hall.name.en, align: 'center' },
    { type: 'rule' },
    { type: 'text', text: title.zh, align: 'center', width: 2, height: 2, bold: true },
    { type: 'text', text: title.en, align: 'center', bold: true },
    ...(isReprint ? [{ type: 'text', text: '重打 REPRINT', align: 'center', bold: true } as const] : []),
    { type: 'feed', lines: 1 },
    { type: 'text', text: reference, align: 'center', width: 2, height: 2, bold: true },
    { type: 'feed', lines: 1 },
    line('金额 Amount', amount),
    line('户号 Account', paidFor.account),
    line('支付方式 Paid by', beside(wayName)),
    line('时间 Time', wall(now, hall)),
    { type: 'rule' },
    ...text(wall(settledBy(order, now), hall)).flatMap(({ zh, en }): PaperItem[] => [
      { type: 'text', text: zh, align: 'center' },
      { type: 'text', text: en, align: 'center' },
    ]),
    { type: 'feed', lines: 1 },
    { type: 'cut' },
  ]
  return { width, items }
}

function line(name: string, value: string): PaperItem {
  return {
    type: 'columns',
    cells: [
      { text: name, share: 2 },
      { text: value, share: 3, align: 'right' },
    ],
  }
}

function beside({ zh, en }: Localized): string {
  return zh === en ? zh : `${zh} ${en}`
}

function wall(at: number, { timeZone }: HallConfig['hall']): string {
  const { day, time } = localTime(at, timeZone)
  return `${day} ${time}`
}
