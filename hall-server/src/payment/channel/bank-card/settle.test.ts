import { expect, test } from 'vitest'
import { aCard, aCharge, aRefund, anAcquirer } from '../../../../test/payment/bank-card.ts'
import type { BatchOrder } from '../port.ts'

type Settled = { state: string; asked: number; trades: { isRefund: boolean; stan: string; fen: number }[] }

const aBatch = (trades: BatchOrder['trades']): BatchOrder => {
  const of = (kind: string): number[] => trades.flatMap((one) => (one.kind === kind ? [one.fen] : []))
  const sum = (list: number[]): number => list.reduce((all, fen) => all + fen, 0)
  return {
    ...{ terminalId: 'kiosk-1', batch: 7, trades },
    ...{ sales: of('sale').length, salesFen: sum(of('sale')) },
    ...{ refunds: of('refund').length, refundsFen: sum(of('refund')) },
  }
}

/** Ten sales and a refund of one of them, posted. */
async function tenSales() {
  const world = await anAcquirer()
  const { channel } = world
  const trades: { kind: 'sale' | 'refund'; stan: number; fen: number }[] = []
  let tradeNo = ''
  for (let stan = 1; stan <= 10; stan += 1) {
    const paid = await channel.open(aCharge(stan, { fen: stan * 100 }), aCard())
    if (paid.is === 'paid') tradeNo = paid.tradeNo
    trades.push({ kind: 'sale', stan, fen: stan * 100 })
  }
  await channel.refund(aRefund(aCharge(10, { fen: 1_000 }), tradeNo, 11, 300))
  trades.push({ kind: 'refund', stan: 11, fen: 300 })
  const batches = () => world.ask<Settled[]>('batches')
  return { ...world, trades, batches }
}

test('a batch whose sums are the host’s is settled, once however often it is asked', async () => {
  const { channel, trades, batches } = await tenSales()
  expect(await channel.settle?.(aBatch(trades))).toEqual({ is: 'settled', agreed: true })
  expect(await channel.settle?.(aBatch(trades))).toEqual({ is: 'settled', agreed: true })
  expect(await batches()).toMatchObject([
    { terminalNo: '10000001', batch: '000007', state: 'agreed', trades: [] },
  ])
  // Closed at the host: nothing more comes into it.
  expect(await channel.open(aCharge(99), aCard())).toEqual({ is: 'refused', code: '77' })
})

test('where the sums differ each trade is sent, and then the end', async () => {
  const { channel, trades, batches, ask } = await tenSales()
  await ask('plant', { terminalNo: '10000001', batch: '000007', stan: '000500', fen: 1 })
  expect(await channel.settle?.(aBatch(trades))).toEqual({ is: 'settled', agreed: false })
  const [batch] = await batches()
  expect(batch?.state).toBe('uploaded')
  expect(batch?.trades).toHaveLength(11)
  expect(batch?.trades.at(-1)).toEqual({ isRefund: true, stan: '000011', fen: 300 })
})

test.each([
  ['settlement', 'dropRequest'],
  ['settlement', 'dropResponse'],
  ['settlement', 'busy'],
  ['settlement', 'cut'],
  ['upload', 'dropRequest'],
  ['upload', 'dropResponse'],
  ['upload', 'busyAfter'],
])('after %s met %s nothing is settled that was not, and asked again it is', async (at, does) => {
  const { channel, trades, batches, ask, fault } = await tenSales()
  await ask('plant', { terminalNo: '10000001', batch: '000007', stan: '000500', fen: 1 })
  await fault(at, does)
  expect(await channel.settle?.(aBatch(trades))).toMatchObject({ is: 'unsure' })
  expect((await batches()).filter(({ state }) => state === 'uploaded')).toEqual([])
  expect(await channel.settle?.(aBatch(trades))).toEqual({ is: 'settled', agreed: false })
  expect((await batches())[0]?.trades).toHaveLength(11)
})
