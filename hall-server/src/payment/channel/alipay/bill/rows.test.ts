import fc from 'fast-check'
import { expect, test } from 'vitest'
import { BillFault } from '../../port.ts'
import type { BillLine } from '../../port.ts'
import { fieldsOf } from './lines.ts'
import { readRows } from './rows.ts'

const EXPECTED = { day: '2026-11-30', sellerId: '2088102146225135' }

/** GBK of every character: bills of this file are bytes that no code under test has written. */
const GBK = new Map<string, readonly number[]>()
const decoder = new TextDecoder('gbk')
for (let lead = 0x81; lead <= 0xfe; lead += 1)
  for (let trail = 0x40; trail <= 0xfe; trail += 1)
    GBK.set(decoder.decode(new Uint8Array([lead, trail])), [lead, trail])
const gbk = (text: string): Uint8Array =>
  new Uint8Array([...text].flatMap((letter) => GBK.get(letter) ?? [letter.charCodeAt(0)]))

/** As public files of merchants have it. */
const BILL = [
  '#支付宝业务明细查询',
  '#账号：[20881021462251350156]',
  '#起始日期：[2026年11月30日 00:00:00]   终止日期：[2026年12月01日 00:00:00]',
  '#-----------------------------------------业务明细列表----------------------------------------',
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注',
  '2026113022001458860517860493\t,A0000000000000000000000001\t,交易,电费,2026-11-30 18:43:06,2026-11-30 18:43:34,alipay_store\t,alipay_store\t,alipay\t,\t,*津水(602***@qq.com)\t,35.80,35.30,0.00,0.00,0.00,0.50,0.00,,0.00\t,0.00,\t,-0.21,0.00,',
  '2026113022001458860517860493\t,A0000000000000000000000001\t,退款,"电费,水费 ""1""",2026-11-30 18:43:06,2026-11-30 19:00:00,\t,\t,\t,\t,*津水(602***@qq.com)\t,-35.80,-35.30,0.00,0.00,0.00,-0.50,0.00,,0.00\t,0.00,R01\t,0.21,0.00,备注',
  '#-----------------------------------------业务明细列表结束------------------------------------',
  '#交易合计：1笔，商家实收共35.30元，商家优惠共0.50元',
  '#退款合计：1笔，商家实收退款共-35.30元，商家优惠退款共-0.50元',
  '#导出时间：[2026年12月01日 05:46:49]',
] as const

const LINES: BillLine[] = [
  {
    kind: 'payment',
    channelNo: 'A0000000000000000000000001',
    tradeNo: '2026113022001458860517860493',
    fen: 3_580,
    feeFen: 21,
    at: Date.UTC(2026, 10, 30, 10, 43, 34),
  },
  {
    kind: 'refund',
    channelNo: 'A0000000000000000000000001',
    tradeNo: '2026113022001458860517860493',
    refundNo: 'R01',
    fen: 3_580,
    feeFen: -21,
    at: Date.UTC(2026, 10, 30, 11),
  },
]

async function* inPieces(bytes: Uint8Array, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const inside = cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b)
  const places = [0, ...inside, bytes.length]
  for (const [index, from] of places.slice(0, -1).entries()) yield bytes.subarray(from, places[index + 1])
}

async function read(bytes: Uint8Array, cuts: readonly number[] = []): Promise<BillLine[]> {
  const lines: BillLine[] = []
  for await (const line of readRows(inPieces(bytes, cuts), EXPECTED)) lines.push(line)
  return lines
}

test.each(['\n', '\r\n'])('a bill with lines that end by %j is read the same, cut anywhere', async (end) => {
  const bytes = gbk(BILL.join(end) + end)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { maxLength: 40 }), async (cuts) => {
      expect(await read(bytes, cuts)).toEqual(LINES)
    }),
  )
  const everywhere = Array.from(bytes, (_, at) => at)
  expect(await read(bytes, everywhere)).toEqual(LINES)
})

test('a bill that ends anywhere before its last sum is a fault', async () => {
  const bytes = gbk(BILL.join('\n'))
  const enough = gbk(`${BILL.slice(0, 9).join('\n')}\n#退款合计：1笔，商家实收退款共-35.30元`).length
  await fc.assert(
    fc.asyncProperty(fc.nat(enough - 1), async (length) => {
      await expect(read(bytes.subarray(0, length))).rejects.toThrow(BillFault)
    }),
  )
})

test.each([
  ['another account', 1, BILL[1].replace('2088102146225135', '2088102146225136'), 'another account'],
  ['another day', 2, BILL[2].replace('11月30日', '11月29日'), 'another day'],
  ['no column of amounts', 4, BILL[4].replace('订单金额（元）', '金额'), 'no column'],
  ['a field less', 5, BILL[5].replace(',0.00,', ','), '24 fields'],
  ['an amount with three decimals', 5, BILL[5].replace('35.80', '35.801'), 'no amount'],
  ['an amount with a comma', 6, BILL[6].replace('-35.80', '"-3,580.00"'), 'no amount'],
  ['a payment below nothing', 5, BILL[5].replace(',35.80', ',-35.80'), 'wrong sign'],
  ['a time that is none', 5, BILL[5].replace('18:43:34', '25:43:34'), 'no time'],
  ['a kind that nobody knows', 5, BILL[5].replace('交易', '转账'), 'neither'],
  ['another count', 8, BILL[8].replace('1笔', '2笔'), 'rows'],
  ['another sum', 8, BILL[8].replace('35.30', '35.31'), 'sum'],
  ['another sum of refunds', 9, BILL[9].replace('35.30', '35.29'), 'sum'],
])('a bill with %s is refused, with its line', async (_, at, line, message) => {
  const bytes = gbk(BILL.map((known, index) => (index === at ? line : known)).join('\n'))
  await expect(read(bytes)).rejects.toThrow(`bill line ${at + 1}:`)
  await expect(read(bytes)).rejects.toThrow(message)
})

test('what is not GBK, a line that never ends and a row behind the end are faults', async () => {
  await expect(read(new Uint8Array([...gbk(BILL[0]), 0xff, 0x0a]))).rejects.toThrow('not GBK')
  await expect(read(new Uint8Array([0xd6]))).rejects.toThrow('not GBK')
  await expect(read(gbk('#'.repeat(20_000)))).rejects.toThrow('does not end')
  await expect(read(gbk([...BILL, BILL[5]].join('\n')))).rejects.toThrow('behind the end')
})

test('rows with other columns are read by the names of them', async () => {
  const wider = BILL.map((line, at) => (at >= 4 && at <= 6 ? `新栏,${line},又一栏` : line))
  expect(await read(gbk(wider.join('\n')))).toEqual(LINES)
})

test('fields in quotes keep their commas and quotes', () => {
  expect(fieldsOf('a\t, "b,""c""" ,,"",d')).toEqual(['a', 'b,"c"', '', '', 'd'])
  const fields = fc.array(
    fc.string().map((text) => text.trim()),
    { minLength: 1 },
  )
  fc.assert(
    fc.property(fields, (values) => {
      expect(fieldsOf(values.map((text) => `"${text.replaceAll('"', '""')}"`).join(','))).toEqual(values)
    }),
  )
})

test.each(['#账号', '#起始日期'])(
  'a bill without its line %s may be anybody’s, of any day',
  async (begin) => {
    const lines = BILL.filter((line) => !line.startsWith(begin))
    await expect(read(gbk(lines.join('\n')))).rejects.toThrow('does not say whose it is, or of which day')
  },
)
