import fc from 'fast-check'
import { expect, test } from 'vitest'
import { families } from '../../simulators/printer/family.ts'
import { Machine } from '../../simulators/printer/machine.ts'
import { composeParts, composePaper } from './compose.ts'
import type { PaperDocument, PaperWidth } from './document.ts'
import { listPaper } from './list.ts'
import { yuan } from './money.ts'
import { receiptPaper } from './receipt.ts'
import { slicesOf } from './slices.ts'
import type { PaperSlice } from './slices.ts'
import { ticketPaper } from './ticket.ts'

/** Papers of an independently written printer, and how often it had to break a line by itself. */
function printed(document: PaperDocument) {
  const machine = new Machine(families['epson']!, document.width === 58 ? 32 : 48, 0, () => undefined)
  let broken = 0
  const { roll } = machine
  const put = roll.put.bind(roll)
  roll.put = (letter) => {
    const breaks = put(letter)
    if (breaks) broken += 1
    return breaks
  }
  const { bytes } = composePaper(document)
  // As a line delivers them, so that the printer's 4 KB buffer is never overrun.
  for (let at = 0; at < bytes.length; at += 512) machine.receive(bytes.subarray(at, at + 512))
  return { text: machine.papers.all[0]?.text ?? '', broken, unknown: machine.unknown }
}

const aReceipt = (width: PaperWidth) =>
  receiptPaper({
    width,
    hall: { zh: '城东供电营业厅', en: 'East City Service Hall' },
    payee: '城东供电公司',
    account: '0990****21',
    items: [
      { name: '居民电费', quantity: '312 kWh', fen: 16_848 },
      { name: '违约金', fen: 52 },
    ],
    totalFen: 16_900,
    channel: '现金 Cash',
    trace: 'T20260105-000123',
    time: '2026-01-05 10:15',
    barcode: 'T20260105000123',
    isReprint: true,
  })

test('writes fen as yuan, with thousands and a sign', () => {
  expect([0, 5, 100, 123_456_789, -50].map(yuan)).toEqual(['0.00', '0.05', '1.00', '1,234,567.89', '-0.50'])
  expect(() => yuan(0.5)).toThrow(RangeError)
})

test('puts a receipt on 80 mm paper with its amounts at the right', () => {
  expect(`\n${printed(aReceipt(80)).text}`).toBe(`
                 城东供电营业厅
             East City Service Hall
            收据 RECEIPT ×2
                  重打 REPRINT
------------------------------------------------
收款方 Payee                        城东供电公司
户号 Account                          0990****21
------------------------------------------------
项目 Item               数量 Qty        金额 CNY
居民电费                 312 kWh          168.48
违约金                                      0.52
------------------------------------------------
合计 Total                              ￥169.00
支付方式 Paid by                       现金 Cash
流水号 Trace                    T20260105-000123
时间 Time                       2026-01-05 10:15

           [BARCODE T20260105000123]
`)
})

test('prints no receipt whose total is not the sum of its items', () => {
  const items = [{ name: '电费', fen: 100 }]
  const wrong = () =>
    receiptPaper({
      width: 58,
      hall: { zh: '', en: '' },
      payee: '',
      account: '',
      items,
      totalFen: 101,
      channel: '',
      trace: '',
      time: '',
    })
  expect(wrong).toThrow(RangeError)
})

const words = fc.string({
  unit: fc.constantFrom(...'电费账单 abcdefgh 12,.\n￥业务𠀀'.split('')),
  maxLength: 60,
})
const width = fc.constantFrom<PaperWidth>(58, 80)

test('lays tickets, receipts and lists out so that no line is too long for the paper and no Hanzi is cut', () => {
  const row = fc.tuple(words, words, words)
  fc.assert(
    fc.property(width, words, words, fc.array(row, { maxLength: 5 }), (paper, a, b, rows) => {
      const items = rows.map(([name, quantity]) => ({ name, quantity, fen: 123_456_789 }))
      const documents = [
        ticketPaper({
          width: paper,
          hall: { zh: a, en: b },
          service: { zh: b, en: a },
          number: 'A012',
          ahead: 3,
          time: a,
          notes: [{ zh: a, en: b }],
          isReprint: true,
        }),
        receiptPaper({
          width: paper,
          hall: { zh: a, en: b },
          payee: a,
          account: b,
          items,
          totalFen: items.length * 123_456_789,
          channel: a,
          trace: b,
          time: a,
        }),
        listPaper({
          width: paper,
          title: { zh: a, en: b },
          columns: [
            { title: a, share: 1 },
            { title: b, share: 2, align: 'center' },
            { title: a, share: 1, align: 'right' },
          ],
          rows,
        }),
      ]
      for (const document of documents) expect(printed(document)).toMatchObject({ broken: 0, unknown: [] })
    }),
    { numRuns: 60 },
  )
})

test('repeats the head of a long list and says how many rows there were', () => {
  const rows = Array.from({ length: 90 }, (_, at) => [`A${at}`, `${at}`])
  const columns = [
    { title: '号码 No', share: 1 },
    { title: '次数', share: 1, align: 'right' as const },
  ]
  const { text } = printed(listPaper({ width: 58, title: { zh: '清单', en: 'List' }, columns, rows }))
  expect(text.split('\n').filter((line) => line.startsWith('号码 No'))).toHaveLength(3)
  expect(text).toContain('共 90 行 90 rows')
})

test('composes a list of a hundred thousand rows a slice at a time', () => {
  let made = 0
  const rows = {
    *[Symbol.iterator]() {
      for (let row = 0; row < 100_000; row += 1) {
        made += 1
        yield [`A${row}`, '￥12.50']
      }
    },
  }
  const columns = [
    { title: '号码', share: 1 },
    { title: '金额', share: 1 },
  ]
  const document = listPaper({ width: 80, title: { zh: '清单', en: 'List' }, columns, rows })
  const slices = slicesOf(
    composeParts(document, {}, () => undefined),
    1_024,
  )
  for (let count = 0; count < 10; count += 1) {
    const slice = slices.next().value as PaperSlice
    expect(slice.bytes.length).toBeLessThanOrEqual(1_024)
  }
  expect(made).toBeLessThan(1_000)
})

test('never tears a command between slices, and keeps the last one apart', () => {
  const parts = [...composeParts(aReceipt(80), {}, () => undefined)]
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000 }), (most) => {
      const slices = [...slicesOf(parts, most)]
      expect(Buffer.concat(slices.map(({ bytes }) => bytes))).toEqual(composePaper(aReceipt(80)).bytes)
      expect(slices.map(({ isFinal }) => isFinal).lastIndexOf(false)).toBe(slices.length - 2)
      expect(slices.at(-1)!.bytes.toString('hex')).toBe('1d564200')
    }),
  )
})
