import { fromChinaTime } from '../../china-time.ts'
import { BillFault } from '../../port.ts'
import type { BillLine } from '../../port.ts'
import { fenOf } from '../../yuan.ts'
import { fieldsOf, textLines } from './lines.ts'

// The details of a day (业务明细): remarks that begin with `#`, a row of names, a row for each payment and refund, remarks
// with the sums. Source: Alipay's 对账说明 and public files of merchants; columns are found by their names, because their
// number differs between products.

const COLUMNS = {
  tradeNo: '支付宝交易号',
  channelNo: '商户订单号',
  kind: '业务类型',
  at: '完成时间',
  amount: '订单金额（元）',
  received: '商家实收（元）',
  refundNo: '退款批次号/请求号',
  fee: '服务费（元）',
} as const
type Column = keyof typeof COLUMNS

const KINDS: ReadonlyMap<string, BillLine['kind']> = new Map([
  ['交易', 'payment'],
  ['退款', 'refund'],
])

type Sum = { count: number; receivedFen: number }

/**
 * Reads a bill piece by piece.
 *
 * @throws BillFault where it is of another account or day, where a row cannot be read, where it ends too early, and where
 * its own sums are not those of its rows.
 */
export async function* readRows(
  pieces: AsyncIterable<Uint8Array>,
  expected: { day: string; sellerId: string },
): AsyncGenerator<BillLine> {
  const reader = new RowReader(expected)
  for await (const { text, number } of textLines(pieces)) {
    const line = reader.take(text, number)
    if (line) yield line
  }
  reader.end()
}

class RowReader {
  readonly #expected: { day: string; sellerId: string }
  #number = 0
  #names: readonly string[] | null = null
  readonly #columns = new Map<Column, number>()
  #isOver = false
  #saysWhose = false
  #saysDay = false
  readonly #sums: Record<BillLine['kind'], Sum> = {
    payment: { count: 0, receivedFen: 0 },
    refund: { count: 0, receivedFen: 0 },
  }
  readonly #summed = new Set<BillLine['kind']>()

  constructor(expected: { day: string; sellerId: string }) {
    this.#expected = expected
  }

  take(text: string, number: number): BillLine | null {
    this.#number = number
    if (text.trim() === '') return null
    if (text.startsWith('#')) this.#remark(text)
    else if (this.#isOver) throw this.#fault('a row behind the end of the list')
    else if (this.#names) return this.#row(fieldsOf(text))
    else this.#header(fieldsOf(text))
    return null
  }

  end(): void {
    if (!this.#isOver || this.#summed.size < 2) throw this.#fault('ends before its sums')
    if (!this.#saysWhose || !this.#saysDay) throw this.#fault('does not say whose it is, or of which day')
  }

  #remark(text: string): void {
    const { day, sellerId } = this.#expected
    const [, account] = /^#账号：\[(\d+)\]/.exec(text) ?? []
    if (account !== undefined && !account.startsWith(sellerId)) throw this.#fault('another account')
    const [, year, month, date] = /^#起始日期：\[(\d{4})年(\d{2})月(\d{2})日/.exec(text) ?? []
    if (year !== undefined && `${year}-${month}-${date}` !== day) throw this.#fault('another day')
    this.#saysWhose ||= account !== undefined
    this.#saysDay ||= year !== undefined
    if (/业务明细列表结束/.test(text)) this.#isOver = true
    this.#compare(text, /^#交易合计：(\d+)笔，[^\d-]*共(-?[\d.]+)元/, 'payment')
    this.#compare(text, /^#退款合计：(\d+)笔，[^\d-]*共(-?[\d.]+)元/, 'refund')
  }

  #compare(text: string, pattern: RegExp, kind: BillLine['kind']): void {
    const [match, count, amount = ''] = pattern.exec(text) ?? []
    if (match === undefined) return
    const { count: counted, receivedFen } = this.#sums[kind]
    if (Number(count) !== counted) throw this.#fault(`says ${count} rows, has ${counted}`)
    // Older files sum up the orders' amounts under another name.
    if (match.includes('实收') && Math.abs(fenOf(amount) ?? Infinity) !== Math.abs(receivedFen))
      throw this.#fault('says another sum than its rows have')
    this.#summed.add(kind)
  }

  #header(names: readonly string[]): void {
    const plain = names.map((name) => name.replace('(', '（').replace(')', '）'))
    for (const [column, name] of Object.entries(COLUMNS) as [Column, string][]) {
      const at = plain.indexOf(name)
      if (at < 0) throw this.#fault(`no column ${name}`)
      this.#columns.set(column, at)
    }
    this.#names = names
  }

  #row(fields: readonly string[]): BillLine {
    if (fields.length !== this.#names?.length) throw this.#fault(`${fields.length} fields`)
    const value = (column: Column): string => fields[this.#columns.get(column) ?? -1] ?? ''
    const amount = (column: Column): number => this.#fen(value(column), COLUMNS[column])
    const kind = KINDS.get(value('kind'))
    const at = fromChinaTime(value('at'))
    if (!kind || at === null) throw this.#fault(kind ? 'no time' : 'neither a payment nor a refund')
    const fen = amount('amount')
    if (kind === 'payment' ? fen < 0 : fen > 0) throw this.#fault('an amount of the wrong sign')
    this.#sums[kind].count += 1
    this.#sums[kind].receivedFen += amount('received')
    const refundNo = value('refundNo')
    return {
      kind,
      channelNo: value('channelNo'),
      tradeNo: value('tradeNo'),
      ...(refundNo !== '' && { refundNo }),
      fen: Math.abs(fen),
      // The file has fees as what goes out of the merchant's account.
      feeFen: 0 - amount('fee'),
      at,
    }
  }

  #fen(text: string, name: string): number {
    const fen = fenOf(text)
    if (fen === null) throw this.#fault(`${name} is no amount`)
    return fen
  }

  #fault(message: string): BillFault {
    return new BillFault(message, this.#number)
  }
}
