import fc from 'fast-check'
import { expect, test } from 'vitest'
import { all } from '../../../../test/wechat/index.ts'
import { BillFault } from '../port.ts'
import type { BillLine } from '../port.ts'
import { billLines } from './bill-lines.ts'

const MCHID = '10000100'
// The columns of the documents' sample, in another order than ours, and some that are not read.
const HEADER =
  '交易时间,公众账号ID,商户号,微信订单号,商户订单号,交易状态,微信退款单号,商户退款单号,退款金额,退款状态,商品名称,手续费,订单金额,申请退款金额'
const PAID =
  '`2026-11-30 16:33:45,`wx2421b1c4370ec43b,`10000100,`1001690740201411100005734289,`SH01,`SUCCESS,`0,`0,`0.00,`,`电费,两个月,`0.01500,`10.01,`0.00'
const BACK =
  '`2026-11-30 16:46:14,`wx2421b1c4370ec43b,`10000100,`1001690740201411100005734290,`SH02,`REFUND,`503,`RF02,`0.00,`SUCCESS,`电费,`-0.01400,`0.00,`2.5'
const SUMS = '总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额'
const LAST = '`2,`10.01,`2.50,`0.00,`0.00100,`10.01,`2.50'
const FILE = [HEADER, PAID, BACK, SUMS, LAST]

const EXPECTED: BillLine[] = [
  {
    kind: 'payment',
    channelNo: 'SH01',
    tradeNo: '1001690740201411100005734289',
    fen: 1_001,
    feeFen: 2,
    at: Date.parse('2026-11-30T16:33:45+08:00'),
  },
  {
    kind: 'refund',
    channelNo: 'SH02',
    tradeNo: '1001690740201411100005734290',
    refundNo: 'RF02',
    fen: 250,
    feeFen: -1,
    at: Date.parse('2026-11-30T16:46:14+08:00'),
  },
]

function read(text: string | Uint8Array, cuts: readonly number[] = []): Promise<BillLine[]> {
  const bytes = Buffer.from(text)
  const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  const pieces = at.slice(1).map((end, index) => bytes.subarray(at[index], end))
  return all(billLines(from(pieces), MCHID))
}

async function* from(pieces: Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield await Promise.resolve(piece)
}

test('lines are read by the names of the columns; commas in a name of goods do no harm', async () => {
  expect(await read(FILE.join('\n'))).toEqual(EXPECTED)
})

test('a BOM, ends of lines and where the bytes are cut make no difference', async () => {
  const file = fc.record({
    bom: fc.constantFrom('', '\ufeff'),
    end: fc.constantFrom('\n', '\r\n'),
    last: fc.constantFrom('', '\n', '\r\n', '\r\n\r\n'),
    cuts: fc.array(fc.nat(), { maxLength: 60 }),
  })
  await fc.assert(
    fc.asyncProperty(file, async ({ bom, end, last, cuts }) => {
      expect(await read(bom + FILE.join(end) + last, cuts)).toEqual(EXPECTED)
    }),
  )
})

test('a refund that failed took no money back', async () => {
  expect(await read([HEADER, BACK.replace('`SUCCESS', '`FAIL'), SUMS, LAST].join('\n'))).toEqual([])
})

test('whatever is cut off of a bill, it is not read as a whole one', async () => {
  const whole = FILE.join('\n')
  const shorter = fc.integer({ min: 1, max: Buffer.byteLength(whole) - Buffer.byteLength(LAST) })
  await fc.assert(
    fc.asyncProperty(shorter, async (end) => {
      await expect(read(Buffer.from(whole).subarray(0, end))).rejects.toThrow(BillFault)
    }),
  )
})

test.each([
  ['no column 手续费', 1, [HEADER.replace(',手续费', ''), PAID, SUMS, LAST]],
  ['a detail without a back-tick', 2, [HEADER, PAID.slice(1), SUMS, LAST]],
  ['13 cells under 14 columns', 2, [HEADER, PAID.replace(',`10.01', ''), SUMS, LAST]],
  ['a line of another merchant', 2, [HEADER, PAID.replace(MCHID, '10000101'), SUMS, LAST]],
  ['no time', 2, [HEADER, PAID.replace('16:33', '25:33'), SUMS, LAST]],
  ['no amount', 2, [HEADER, PAID.replace('10.01', '10.011'), SUMS, LAST]],
  ['an amount of zero', 2, [HEADER, PAID.replace('10.01', '0.00'), SUMS, LAST]],
  ['no fee', 2, [HEADER, PAID.replace('0.01500', 'much'), SUMS, LAST]],
  ['state PAYING', 3, [HEADER, PAID, BACK.replace('REFUND', 'PAYING'), SUMS, LAST]],
  ['sums of another form', 5, [HEADER, PAID, BACK, SUMS, '2']],
  ['something after the sums', 6, [...FILE, PAID]],
  ['it ends before its sums', 3, [HEADER, PAID, BACK]],
  ['more than 20000 characters', 2, [HEADER, '`'.repeat(20_001)]],
])('a bill with %s is none, and line %i is told', async (message, line, file) => {
  await expect(read(file.join('\n'))).rejects.toThrow(`bill line ${line}: ${message}`)
})

test('bytes that are no UTF-8 are no bill', async () => {
  await expect(read(Buffer.from([0xff, 0xfe, 0x0a]))).rejects.toThrow('no UTF-8')
})
