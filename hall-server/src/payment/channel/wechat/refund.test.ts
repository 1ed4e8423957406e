import { lookUntil } from '@service-hall/harness/process'
import { expect, test } from 'vitest'
import { aCharge, aRefund, aWechat } from '../../../../test/wechat/index.ts'
import type { WechatUnderTest } from '../../../../test/wechat/index.ts'
import type { Charge, NoticeRead } from '../port.ts'

async function paid({ channel, sandbox }: WechatUnderTest): Promise<{ charge: Charge; tradeNo: string }> {
  const charge = aCharge()
  await channel.open(charge)
  sandbox.actions.pay({ no: charge.channelNo })
  const standing = await channel.query(charge)
  return { charge, tradeNo: standing.is === 'paid' ? standing.tradeNo : '' }
}

test('a refund is accepted, then done; its number is told', async () => {
  const hall = await aWechat()
  const { charge, tradeNo } = await paid(hall)
  const refund = aRefund(charge, tradeNo, { fen: 1_000 })
  expect(await hall.channel.queryRefund(refund)).toEqual({ is: 'noRefund' })
  expect(await hall.channel.refund(refund)).toEqual({ is: 'underWay' })
  expect(await hall.channel.queryRefund(refund)).toEqual({
    is: 'refunded',
    refundTradeNo: expect.stringMatching(/^503\d{25}$/) as unknown,
    fen: 1_000,
  })
})

test('the same refund sent twice refunds once', async () => {
  const hall = await aWechat()
  const { charge, tradeNo } = await paid(hall)
  const refund = aRefund(charge, tradeNo)
  await hall.faults('refund', 'dropResponse')
  expect(await hall.channel.refund(refund)).toMatchObject({ is: 'unsure' })
  expect(await hall.channel.refund(refund)).toMatchObject({ is: 'refunded', fen: 2_340 })
  expect(hall.sandbox.actions.refunds()).toHaveLength(1)
})

test('more than was paid is not refunded', async () => {
  const hall = await aWechat()
  const { charge, tradeNo } = await paid(hall)
  expect(await hall.channel.refund(aRefund(charge, tradeNo, { fen: 2_341 }))).toEqual({
    is: 'refused',
    code: 'INVALIDREQUEST',
  })
})

test('a second refund of one order within a minute is unsure: it may be sent again', async () => {
  const hall = await aWechat()
  const { charge, tradeNo } = await paid(hall)
  await hall.channel.refund(aRefund(charge, tradeNo, { fen: 1 }))
  expect(await hall.channel.refund(aRefund(charge, tradeNo, { fen: 1 }))).toEqual({
    is: 'unsure',
    why: '429 FREQUENCY_LIMITED',
  })
})

test('a refund of what nobody paid is unsure: WeChat Pay says so of paid orders too', async () => {
  const { channel } = await aWechat()
  expect(await channel.refund(aRefund(aCharge(), 'x'))).toMatchObject({ is: 'unsure' })
})

test('a merchant without money is refused, after a look', async () => {
  const hall = await aWechat()
  const { charge, tradeNo } = await paid(hall)
  await hall.faults('refund', 'notEnough', 2)
  const refund = aRefund(charge, tradeNo)
  expect(await hall.channel.refund(refund)).toEqual({ is: 'refused', code: 'NOTENOUGH' })
  await hall.faults('queryRefund', 'systemBusy')
  expect(await hall.channel.refund(refund)).toEqual({ is: 'unsure', why: '500 SYSTEM_ERROR' })
})

test('a refund that the customer cannot take is refused: a person has to send it another way', async () => {
  const hall = await aWechat()
  hall.sandbox.actions.manualRefunds({ on: true })
  const { charge, tradeNo } = await paid(hall)
  const refund = aRefund(charge, tradeNo)
  await hall.channel.refund(refund)
  expect(await hall.channel.queryRefund(refund)).toEqual({ is: 'underWay' })
  hall.sandbox.actions.settle({ refundNo: refund.refundNo, status: 'ABNORMAL' })
  expect(await hall.channel.queryRefund(refund)).toEqual({ is: 'refused', code: 'ABNORMAL' })
  const isToldOf = (notice: NoticeRead): boolean =>
    notice.ok && 'refund' in notice && notice.refund.is === 'refused'
  await lookUntil('the notice', () => hall.notices.some(isToldOf), { longestMs: 10_000 })
})

for (const fault of ['badSignature', 'staleSignature', 'unsigned', 'dropRequest', 'systemBusy'])
  test(`a refund and its query are unsure by ${fault}`, async () => {
    const hall = await aWechat()
    const { charge, tradeNo } = await paid(hall)
    const refund = aRefund(charge, tradeNo)
    await hall.faults('refund', fault)
    expect(await hall.channel.refund(refund)).toMatchObject({ is: 'unsure' })
    await hall.faults('queryRefund', fault)
    expect(await hall.channel.queryRefund(refund)).toMatchObject({ is: 'unsure' })
  })
