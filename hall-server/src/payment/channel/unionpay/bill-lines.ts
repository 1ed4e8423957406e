import { fromYearlessDigits } from '../china-digits.ts'
import { BillFault } from '../port.ts'
import type { BillLine } from '../port.ts'

/**
 * Bytes of each column of a ZM line, a space between two (《全渠道平台接入接口规范 第3部分 文件接口》 6.1, as UnionPay's
 * samples parse it). The last ones are reserved: lines end after any of them.
 */
const WIDTHS = [
  3, 11, 11, 6, 10, 19, 12, 4, 2, 21, 2, 32, 2, 6, 10, 13, 13, 4, 15, 2, 2, 6, 2, 4, 32, 1, 21, 15,
] as const
const COLUMNS = { time: 4, fen: 6, queryId: 9, orderId: 11, fee: 15, txnType: 19, merId: 27 } as const
type Column = keyof typeof COLUMNS

const STARTS = WIDTHS.map((_, index) => WIDTHS.slice(0, index).reduce((sum, width) => sum + width + 1, 0))
const LEAST = WIDTHS.reduce((sum, width) => sum + width + 1, -1)
/** 31: undone on the same day (消费撤销); 04: refunded (退货). */
const KINDS = new Map([
  ['01', 'payment'],
  ['31', 'refund'],
  ['04', 'refund'],
] as const)

/** No line is nearly so long, and no day of a hall has so many bytes: what goes on is no bill. */
const MOST_LINE = 4_096
const MOST_BYTES = 512_000_000

/** Reads a ZM file piece by piece. Throws {@link BillFault}. `day`: noon of its day, epoch ms: times have no year. */
export async function* readZm(
  pieces: AsyncIterable<Uint8Array>,
  { merId, day }: { merId: string; day: number },
): AsyncGenerator<BillLine> {
  let rest = ''
  let number = 0
  let bytes = 0
  for await (const piece of pieces) {
    bytes += piece.length
    const lines = (rest + Buffer.from(piece).toString('latin1')).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > MOST_LINE || bytes > MOST_BYTES) throw new BillFault('it does not end', number + 1)
    for (const line of lines) {
      number += 1
      yield readLine(line, number, merId, day)
    }
  }
  if (rest.trim() !== '') yield readLine(rest, number + 1, merId, day)
}

function readLine(line: string, number: number, merId: string, day: number): BillLine {
  if (line.length < LEAST) throw new BillFault('too short', number)
  const cut = (column: Column): string => {
    const index = COLUMNS[column]
    const start = STARTS[index] ?? 0
    return line.slice(start, start + (WIDTHS[index] ?? 0)).trim()
  }
  const kind = KINDS.get(cut('txnType') as '01' | '31' | '04')
  const at = fromYearlessDigits(cut('time'), day)
  const fee = /^([CD])(\d{1,12})$/.exec(cut('fee'))
  if (!kind || at === null || !/^\d+$/.test(cut('fen')) || cut('merId') !== merId)
    throw new BillFault('no trade of this merchant', number)
  const orderId = cut('orderId')
  return {
    kind,
    // A refund's line names its own order; which payment it was of, its own books know.
    channelNo: kind === 'payment' ? orderId : '',
    tradeNo: cut('queryId'),
    ...(kind === 'refund' ? { refundNo: orderId } : {}),
    fen: Number(cut('fen')),
    // D: the merchant pays it, C: it comes back.
    ...(fee ? { feeFen: fee[1] === 'D' ? Number(fee[2]) : -Number(fee[2]) } : {}),
    at,
  }
}
