import type { PaperDocument, PaperItem, PaperWidth } from './document.ts'
import { yuan } from './money.ts'
import type { Bilingual } from './ticket.ts'

/** One line of what was paid for, in fen. */
export type ReceiptItem = { name: string; quantity?: string; fen: number }

/** What a receipt 收据 says. It is no invoice. */
export type ReceiptPaper = {
  width: PaperWidth
  hall: Bilingual
  /** Who took the money. */
  payee: string
  /** For whom it was paid, already masked where it names a person. */
  account: string
  items: readonly ReceiptItem[]
  /** Sum of the items, fen; a RangeError says so when it is not. */
  totalFen: number
  /** How it was paid, such as `现金 Cash`. */
  channel: string
  /** Number by which the payment can be traced. */
  trace: string
  /** Time of payment, already written for people. */
  time: string
  /** What else it says of the payment: payer, number of the write-off. */
  details?: readonly { name: string; value: string }[]
  /** Content of a QR symbol, and of a barcode; left out, there are none. */
  qr?: string
  barcode?: string
  notes?: readonly Bilingual[]
  /** Says in large letters that the same receipt was printed before. */
  isReprint?: boolean
}

/**
 * Lays a receipt out: payee, account, items with their amounts in yuan at the right, total, channel, trace number.
 * Throws a RangeError when the total is not the sum of the items, so that no wrong receipt comes on paper.
 */
export function receiptPaper(receipt: ReceiptPaper): PaperDocument {
  const { width, hall, items, totalFen, qr, barcode, notes = [], details = [], isReprint = false } = receipt
  const sum = items.reduce((fen, item) => fen + item.fen, 0)
  if (sum !== totalFen) throw new RangeError(`a total of ${totalFen} fen, items of ${sum} fen`)
  const paper: PaperItem[] = [
    { type: 'text', text: hall.zh, align: 'center', height: 2, bold: true },
    { type: 'text', text: hall.en, align: 'center' },
    { type: 'text', text: '收据 RECEIPT', align: 'center', width: 2, height: 2 },
    ...(isReprint ? [{ ...STRONG, text: '重打 REPRINT' }] : []),
    { type: 'rule' },
    pair('收款方 Payee', receipt.payee),
    pair('户号 Account', receipt.account),
    { type: 'rule' },
    { ...row('项目 Item', '数量 Qty', '金额 CNY'), bold: true },
    ...items.map(({ name, quantity = '', fen }) => row(name, quantity, yuan(fen))),
    { type: 'rule' },
    { ...pair('合计 Total', `￥${yuan(totalFen)}`), bold: true },
    pair('支付方式 Paid by', receipt.channel),
    pair('流水号 Trace', receipt.trace),
    pair('时间 Time', receipt.time),
    ...details.map(({ name, value }) => pair(name, value)),
  ]
  if (barcode !== undefined) paper.push({ type: 'feed', lines: 1 }, { type: 'barcode', data: barcode })
  if (qr !== undefined) paper.push({ type: 'qr', data: qr })
  for (const note of notes) paper.push({ ...PLAIN, text: note.zh }, { ...PLAIN, text: note.en })
  paper.push({ type: 'feed', lines: 1 }, { type: 'cut' })
  return { width, items: paper }
}

const STRONG = { type: 'text', align: 'center', height: 2, bold: true } as const
const PLAIN = { type: 'text', align: 'center' } as const

function pair(name: string, value: string): PaperItem & { type: 'columns' } {
  return {
    type: 'columns',
    cells: [
      { text: name, share: 2 },
      { text: value, share: 3, align: 'right' },
    ],
  }
}

function row(name: string, quantity: string, amount: string): PaperItem & { type: 'columns' } {
  return {
    type: 'columns',
    cells: [
      { text: name, share: 5 },
      { text: quantity, share: 3, align: 'right' },
      { text: amount, share: 4, align: 'right' },
    ],
  }
}
