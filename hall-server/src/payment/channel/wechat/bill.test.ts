import { askControl } from '@service-hall/harness/sandbox'
import { expect, test } from 'vitest'
import { aCharge, aRefund, aWechat, all } from '../../../../test/wechat/index.ts'
import type { WechatUnderTest } from '../../../../test/wechat/index.ts'
import { chinaDayOf } from '../china-time.ts'
import type { Bill, BillLine } from '../port.ts'
import { ofDay } from './bill.ts'

const TODAY = chinaDayOf(Date.now())

async function linesOf(bill: Bill): Promise<BillLine[]> {
  if (bill.is !== 'here') throw new Error(`the bill is ${bill.is}`)
  return all(bill.lines)
}

async function aDay(hall: WechatUnderTest) {
  const [first, second] = [aCharge(), aCharge({ fen: 999 })]
  for (const charge of [first, second]) {
    await hall.channel.open(charge)
    hall.sandbox.actions.pay({ no: charge.channelNo })
  }
  const refund = aRefund(first, 'x', { fen: 340 })
  await hall.channel.refund(refund)
  return { first, second, refund }
}

test('a bill has what was paid and what went back, by our numbers, in fen, with fees', async () => {
  const hall = await aWechat()
  const { first, second, refund } = await aDay(hall)
  const lines = await linesOf(await hall.channel.bill(TODAY))
  expect(lines).toHaveLength(3)
  expect(lines).toContainEqual({
    kind: 'payment',
    channelNo: first.channelNo,
    tradeNo: expect.stringMatching(/^4200/) as unknown,
    fen: 2_340,
    feeFen: 14,
    at: expect.closeTo(Date.now(), -5) as unknown,
  })
  expect(lines).toContainEqual(expect.objectContaining({ channelNo: second.channelNo, fen: 999 }) as unknown)
  expect(lines).toContainEqual(
    expect.objectContaining({
      kind: 'refund',
      channelNo: first.channelNo,
      refundNo: refund.refundNo,
      fen: 340,
      feeFen: -2,
    }) as unknown,
  )
})

test('a payment that was reversed is there twice: paid, and back', async () => {
  const hall = await aWechat()
  const charge = aCharge({ use: 'scansCode', fen: 200_000 })
  await hall.channel.open(charge, { kind: 'paymentCode', code: '130000000000000001' })
  await hall.faults('reverse', 'payBeforeClose')
  await hall.channel.close(charge)
  const lines = await linesOf(await hall.channel.bill(TODAY))
  expect(lines.map(({ kind, fen, refundNo }) => [kind, fen, refundNo]).sort()).toEqual([
    ['payment', 200_000, undefined],
    ['refund', 200_000, undefined],
  ])
})

test('a day without payments is empty', async () => {
  const { channel } = await aWechat()
  expect(await channel.bill('2026-01-01')).toEqual({ is: 'empty' })
})

test('a bill that is being made is asked for half an hour later', async () => {
  const { channel, faults } = await aWechat()
  await faults('tradebill', 'billLate')
  expect(await channel.bill(TODAY)).toEqual({ is: 'later', againMs: 1_800_000 })
})

test('a SHA1 of the zipped file is taken too', async () => {
  const hall = await aWechat()
  await aDay(hall)
  await hall.faults('tradebill', 'hashOfZip')
  expect(await linesOf(await hall.channel.bill(TODAY))).toHaveLength(3)
})

test('a file that is not the one of the SHA1 is not read', async () => {
  const hall = await aWechat()
  await aDay(hall)
  await hall.faults('download', 'billCorrupt')
  expect(await hall.channel.bill(TODAY)).toEqual({
    is: 'unsure',
    why: 'download: not the bill of the SHA1',
  })
})

test.each([
  ['tradebill', 'badSignature'],
  ['tradebill', 'systemBusy'],
  ['download', 'dropResponse'],
  ['download', 'systemBusy'],
])('a bill is unsure by %s %s', async (at, does) => {
  const hall = await aWechat()
  await aDay(hall)
  await hall.faults(at, does)
  expect(await hall.channel.bill(TODAY)).toMatchObject({ is: 'unsure' })
})

test('a bill of other lines is read as it is: differences are for the reconciliation', async () => {
  const hall = await aWechat()
  await aDay(hall)
  await hall.faults('tradebill', 'billDiffers')
  const lines = await linesOf(await hall.channel.bill(TODAY))
  expect(lines).toHaveLength(3)
  expect(lines).toContainEqual(
    expect.objectContaining({ channelNo: 'NOBODYKNOWSTHISNUMBER0000001', fen: 123 }) as unknown,
  )
})

test('a hundred thousand lines are read one by one', async () => {
  const { channel, sandbox } = await aWechat()
  await askControl(sandbox.control, 'longBill', { day: '2026-11-29', count: 100_000 })
  const bill = await channel.bill('2026-11-29')
  if (bill.is !== 'here') throw new Error(bill.is)
  let count = 0
  let fen = 0
  for await (const line of bill.lines) {
    count += 1
    fen += line.fen
  }
  expect([count, fen]).toEqual([100_000, 54_910_000])
})

test('a file with a payment of another day is not the bill of this one', async () => {
  const line = { kind: 'payment', channelNo: 'P1', tradeNo: 'T1', fen: 100 } as const
  async function* lines(): AsyncGenerator<BillLine> {
    yield { ...line, at: Date.parse('2026-01-05T23:59:59+08:00') }
    // What went back stands with the time of what it was paid by.
    yield { ...line, kind: 'refund', at: Date.parse('2025-12-24T08:00:00+08:00') }
    yield { ...line, at: Date.parse('2026-01-06T00:00:00+08:00') }
  }
  await expect(all(ofDay(lines(), '2026-01-05'))).rejects.toThrow('bill line 4: a payment of another day')
})
