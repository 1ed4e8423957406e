import { aClock } from '@service-hall/server-kit/testing'
import { expect, test } from 'vitest'
import type { Charge, RefundOrder } from '../port.ts'
import { aCharge, sandboxed } from './test/sandboxed.ts'
import type { Sandboxed } from './test/sandboxed.ts'

let refunds = 0

async function paid({ channel, control }: Sandboxed, charge: Charge): Promise<string> {
  await channel.open(charge)
  await control('pay', { channelNo: charge.channelNo })
  const standing = await channel.query(charge)
  return standing.is === 'paid' ? standing.tradeNo : ''
}

function aRefund(charge: Charge, tradeNo: string, fen = charge.fen): RefundOrder {
  refunds += 1
  return { refundNo: `R${String(refunds).padStart(27, '0')}`, charge, tradeNo, fen, reason: '重复交费' }
}

test('a refund gives back its part; the same number again gives back nothing more', async () => {
  const clock = aClock()
  const world = await sandboxed({ clock })
  const charge = aCharge(clock)
  const tradeNo = await paid(world, charge)
  const refund = aRefund(charge, tradeNo, 345)
  const refunded = { is: 'refunded', refundTradeNo: tradeNo, fen: 345 }
  expect(await world.channel.queryRefund(refund)).toEqual({ is: 'noRefund' })
  expect(await world.channel.refund(refund)).toEqual(refunded)
  expect(await world.channel.refund(refund)).toEqual(refunded)
  expect(await world.channel.queryRefund(refund)).toEqual(refunded)
  expect(await world.channel.query(charge)).toMatchObject({ is: 'paid', fen: 12_345 })
  const [trade] = await world.control<{ refunds: unknown[] }[]>('trades')
  expect(trade?.refunds).toHaveLength(1)
})

test('a second refund tells its own amount, not the sum; after the last one the trade is returned', async () => {
  const clock = aClock()
  const world = await sandboxed({ clock })
  const charge = aCharge(clock)
  const tradeNo = await paid(world, charge)
  await world.channel.refund(aRefund(charge, tradeNo, 345))
  expect(await world.channel.refund(aRefund(charge, tradeNo, 12_000))).toMatchObject({ fen: 12_000 })
  expect(await world.channel.query(charge)).toMatchObject({ is: 'returned', tradeNo, fen: 12_345 })
})

test('more than was paid, another amount under the same number, a trade past refunding: each is a no', async () => {
  const clock = aClock()
  const world = await sandboxed({ clock })
  const charge = aCharge(clock)
  const tradeNo = await paid(world, charge)
  const no = (code: string): unknown => ({ is: 'refused', code })
  expect(await world.channel.refund(aRefund(charge, tradeNo, 12_346))).toEqual(
    no('ACQ.REASON_TRADE_REFUND_FEE_ERR'),
  )
  const refund = aRefund(charge, tradeNo, 1)
  await world.channel.refund(refund)
  expect(await world.channel.refund({ ...refund, fen: 2 })).toEqual(no('ACQ.DISCORDANT_REPEAT_REQUEST'))
  await world.control('finish', { channelNo: charge.channelNo })
  expect(await world.channel.refund(aRefund(charge, tradeNo, 1))).toEqual(no('ACQ.TRADE_HAS_FINISHED'))
})

test.each([
  'dropRequest',
  'dropResponse',
  'systemBusy',
  'systemError',
  'badSignature',
  'unsigned',
  'http502',
])('a refund that met %s is unsure; the same number again gives the money back once', async (does) => {
  const clock = aClock()
  const world = await sandboxed({ clock })
  const charge = aCharge(clock)
  const tradeNo = await paid(world, charge)
  const refund = aRefund(charge, tradeNo)
  await world.fault('refund', does)
  expect(await world.channel.refund(refund)).toMatchObject({ is: 'unsure' })
  await world.fault('refundQuery', does)
  expect(await world.channel.queryRefund(refund)).toMatchObject({ is: 'unsure' })
  expect(await world.channel.refund(refund)).toMatchObject({ is: 'refunded', fen: 12_345 })
  const [trade] = await world.control<{ refunds: unknown[] }[]>('trades')
  expect(trade?.refunds).toHaveLength(1)
})
