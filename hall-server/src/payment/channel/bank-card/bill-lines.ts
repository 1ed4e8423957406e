import { fromChinaDigits } from '../china-digits.ts'
import { BillFault } from '../port.ts'
import type { BillLine } from '../port.ts'
import { tradeNoOf } from './sale.ts'

// The acquirer's file of a day: lines of 160 bytes and a line feed (docs/bank-card.md).

const LENGTH = 160
type Sums = { sales: number; salesFen: number; refunds: number; refundsFen: number }

/**
 * Reads the file piece by piece. Throws {@link BillFault} for a line that is not as documented, a file of another merchant
 * or day, sums that do not agree, and a file without its last line.
 */
export async function* readBill(
  pieces: AsyncIterable<Uint8Array>,
  expected: { merchantNo: string; day: string },
): AsyncGenerator<BillLine> {
  const sums: Sums = { sales: 0, salesFen: 0, refunds: 0, refundsFen: 0 }
  let number = 0
  let isWhole = false
  for await (const line of linesOf(pieces)) {
    number += 1
    if (line.length !== LENGTH) throw new BillFault(`${line.length} bytes instead of ${LENGTH}`, number)
    if (isWhole) throw new BillFault('a line after the last one', number)
    if (number === 1) checkHead(line, expected)
    else if (line.startsWith('T')) isWhole = checkSums(line, sums, number)
    else yield add(sums, readDetail(line, number))
  }
  if (!isWhole) throw new BillFault('the file ends before its last line', number)
}

async function* linesOf(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest = ''
  for await (const piece of pieces) {
    const lines = (rest + Buffer.from(piece).toString('latin1')).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > 2 * LENGTH) break
    for (const line of lines) yield line.endsWith('\r') ? line.slice(0, -1) : line
  }
  if (rest !== '') yield rest
}

function checkHead(line: string, { merchantNo, day }: { merchantNo: string; day: string }): void {
  if (line.slice(0, 26) !== `H${merchantNo}${day.replaceAll('-', '')}01`)
    throw new BillFault('not the head of this merchant, day and version', 1)
}

function checkSums(line: string, sums: Sums, number: number): true {
  const cut = (at: number, length: number): number => numberAt(line, at, length, number)
  const told: Sums = { sales: cut(1, 8), salesFen: cut(9, 15), refunds: cut(24, 8), refundsFen: cut(32, 15) }
  if (JSON.stringify(told) !== JSON.stringify(sums))
    throw new BillFault('the sums are not those of the lines', number)
  return true
}

function add(sums: Sums, line: BillLine): BillLine {
  if (line.kind === 'payment') {
    sums.sales += 1
    sums.salesFen += line.fen
  } else {
    sums.refunds += 1
    sums.refundsFen += line.fen
  }
  return line
}

function readDetail(line: string, number: number): BillLine {
  const kind = { DS: 'payment', DR: 'refund' } as const
  const mark = line.slice(0, 2)
  if (mark !== 'DS' && mark !== 'DR') throw new BillFault('neither sale nor refund', number)
  const at = fromChinaDigits(line.slice(22, 36))
  if (at === null) throw new BillFault('no time', number)
  const fee = numberAt(line, 67, 10, number)
  const refundNo = line.slice(105, 133).trim()
  return {
    kind: kind[mark],
    channelNo: line.slice(77, 105).trim(),
    tradeNo: tradeNoOf({
      day: line.slice(22, 30),
      terminalNo: line.slice(2, 10),
      reference: line.slice(36, 48).trim(),
    }),
    ...(refundNo === '' ? {} : { refundNo }),
    fen: numberAt(line, 54, 12, number),
    feeFen: line[66] === '-' ? -fee : fee,
    at,
  }
}

function numberAt(line: string, at: number, length: number, number: number): number {
  const digits = line.slice(at, at + length)
  if (!/^\d+$/.test(digits)) throw new BillFault(`no number at byte ${at + 1}`, number)
  return Number(digits)
}
