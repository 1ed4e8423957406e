import { lookUp } from '@service-hall/contract'
import { fromChinaTime } from '../china-time.ts'
import { BillFault } from '../port.ts'
import type { BillLine } from '../port.ts'
import { fenOf } from '../yuan.ts'

/** Longest line, characters. */
const MOST_LINE = 20_000
const SUMMARY = '总交易单数'
/** Columns that are read; a file has about 27, and not the same for every kind of bill. */
const COLUMNS = ['交易时间', '商户号', '微信订单号', '商户订单号', '交易状态', '订单金额', '手续费'] as const

type Cells = Record<string, string>

/**
 * Reads a trade bill (交易账单) piece by piece: UTF-8 with or without BOM, a header, details whose every cell begins with a
 * back-tick, two lines of sums. Columns are found by name. Amounts are in yuan; what customers paid is `订单金额`.
 * Throws `BillFault` where it is something else, or ends early. `mchid`: whose lines these must be.
 */
export async function* billLines(pieces: AsyncIterable<Uint8Array>, mchid: string): AsyncGenerator<BillLine> {
  let number = 0
  let columns: string[] | null = null
  let place: 'details' | 'sums' | 'end' = 'details'
  for await (const line of textLines(pieces)) {
    number += 1
    if (columns === null) columns = header(line, number)
    else if (line === '' && place === 'end') continue
    else if (place === 'sums') place = sums(line, number)
    else if (place === 'end') throw new BillFault('something after the sums', number)
    else if (line.startsWith(SUMMARY)) place = 'sums'
    else {
      const read = detail(cellsOf(line, columns, number), mchid, number)
      if (read) yield read
    }
  }
  if (place !== 'end') throw new BillFault('it ends before its sums', number)
}

function header(line: string, number: number): string[] {
  const columns = line.split(',')
  for (const column of COLUMNS)
    if (!columns.includes(column)) throw new BillFault(`no column ${column}`, number)
  return columns
}

function sums(line: string, number: number): 'end' {
  if (!/^`\d+(,`-?[\d.]+)*$/.test(line)) throw new BillFault('sums of another form', number)
  return 'end'
}

/** A cell may hold commas (商品名称), never a comma before a back-tick. */
function cellsOf(line: string, columns: readonly string[], number: number): Cells {
  if (!line.startsWith('`')) throw new BillFault('a detail without a back-tick', number)
  const values = line.slice(1).split(',`')
  if (values.length !== columns.length)
    throw new BillFault(`${values.length} cells under ${columns.length} columns`, number)
  return Object.fromEntries(columns.map((column, index) => [column, values[index] ?? '']))
}

function detail(cells: Cells, mchid: string, number: number): BillLine | null {
  const cell = (name: string): string => lookUp(cells, name)?.trim() ?? ''
  if (cell('商户号') !== mchid) throw new BillFault('a line of another merchant', number)
  const at = fromChinaTime(cell('交易时间'))
  if (at === null) throw new BillFault('no time', number)
  const trade = {
    channelNo: cell('商户订单号'),
    tradeNo: cell('微信订单号'),
    feeFen: feeOf(cell('手续费'), number),
    at,
  }
  switch (cell('交易状态')) {
    case 'SUCCESS':
      return { kind: 'payment', ...trade, fen: sumOf([cell('订单金额')], number) }
    case 'REFUND':
      // A refund that failed left the money where it was.
      if (cell('退款状态') === 'FAIL') return null
      return { kind: 'refund', ...trade, ...numbered(cell('商户退款单号')), fen: sumOf(backOf(cell), number) }
    case 'REVOKED':
      return { kind: 'refund', ...trade, fen: sumOf([...backOf(cell), cell('订单金额')], number) }
    default:
      throw new BillFault(`state ${cell('交易状态').slice(0, 20)}`, number)
  }
}

function backOf(cell: (name: string) => string): string[] {
  return [cell('申请退款金额'), cell('退款金额')]
}

function numbered(refundNo: string): { refundNo?: string } {
  return refundNo === '' || refundNo === '0' ? {} : { refundNo }
}

/** The first of these sums that is not zero, in fen. */
function sumOf(texts: readonly string[], number: number): number {
  for (const text of texts) {
    const fen = text === '' ? 0 : fenOf(text)
    if (fen === null) throw new BillFault('no amount', number)
    if (fen !== 0) return Math.abs(fen)
  }
  throw new BillFault('an amount of zero', number)
}

/** Fees have up to five decimals of a yuan; half a fen is rounded away from zero. */
function feeOf(text: string, number: number): number {
  const match = /^(-?)(\d{1,10})(?:\.(\d{1,6}))?$/.exec(text === '' ? '0' : text)
  if (!match) throw new BillFault('no fee', number)
  const [, sign, whole = '', decimals = ''] = match
  const digits = decimals.padEnd(3, '0')
  const fen = Number(whole + digits.slice(0, 2)) + (Number(digits[2]) >= 5 ? 1 : 0)
  return sign === '-' && fen !== 0 ? -fen : fen
}

/** Lines without their ends, however the bytes were cut. The last one may have no end. */
async function* textLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  // It takes a BOM away, and throws for what is no UTF-8.
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let number = 1
  let rest = ''
  for await (const piece of pieces) {
    const lines = (rest + decoded(decoder, piece, number)).split('\n')
    rest = bounded(lines.pop() ?? '', number + lines.length)
    for (const line of lines) yield bounded(line, number++).replace(/\r$/, '')
  }
  rest += decoded(decoder, null, number)
  if (rest !== '') yield bounded(rest, number).replace(/\r$/, '')
}

function decoded(decoder: TextDecoder, piece: Uint8Array | null, number: number): string {
  try {
    return piece ? decoder.decode(piece, { stream: true }) : decoder.decode()
  } catch {
    throw new BillFault('no UTF-8', number)
  }
}

function bounded(line: string, number: number): string {
  if (line.length > MOST_LINE) throw new BillFault(`more than ${MOST_LINE} characters`, number)
  return line
}
