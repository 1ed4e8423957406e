import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { aClock } from '@service-hall/server-kit/testing'
import { expect, test } from 'vitest'
import { BillFault } from '../../port.ts'
import type { Bill, BillLine } from '../../port.ts'
import { aCharge, sandboxed } from '../test/sandboxed.ts'

const HOUR_MS = 3_600_000
/** Half past nine in China on the first of December. */
const MORNING_AFTER = Date.UTC(2026, 11, 1, 1, 30)
const DAY = '2026-11-30'

async function linesOf(bill: Bill): Promise<BillLine[]> {
  if (bill.is !== 'here') throw new Error(`no bill: ${bill.is}`)
  const lines: BillLine[] = []
  for await (const line of bill.lines) lines.push(line)
  return lines
}

/** A day with two payments, one of them with a refund; the clock stands on the morning after. */
async function aDay() {
  const clock = aClock(MORNING_AFTER - 12 * HOUR_MS)
  const world = await sandboxed({ clock })
  const [first, second] = [aCharge(clock, { subject: '电费（城东）' }), aCharge(clock, { fen: 1 })]
  for (const charge of [first, second]) {
    await world.channel.open(charge)
    await world.control('pay', { channelNo: charge.channelNo })
  }
  const standing = await world.channel.query(first)
  const tradeNo = standing.is === 'paid' ? standing.tradeNo : ''
  await world.channel.refund({ refundNo: 'R1', charge: first, tradeNo, fen: 2_345, reason: '退款' })
  clock.set(MORNING_AFTER)
  return { clock, world, first, second, tradeNo }
}

test('the bill of a day has its payments and refunds, with fees, to the fen', async () => {
  const { world, first, second, tradeNo } = await aDay()
  const at = MORNING_AFTER - 12 * HOUR_MS
  expect(await linesOf(await world.channel.bill(DAY))).toEqual([
    { kind: 'payment', channelNo: first.channelNo, tradeNo, fen: 12_345, feeFen: 74, at },
    { kind: 'refund', channelNo: first.channelNo, tradeNo, refundNo: 'R1', fen: 2_345, feeFen: -14, at },
    {
      kind: 'payment',
      channelNo: second.channelNo,
      tradeNo: expect.stringMatching(/^\d{28}$/) as unknown,
      fen: 1,
      feeFen: 0,
      at,
    },
  ])
})

test('a bill that is not made yet comes later; at noon a day without one was a day without trades', async () => {
  const { clock, world } = await aDay()
  await world.fault('billUrl', 'billLate')
  expect(await world.channel.bill(DAY)).toEqual({ is: 'later', againMs: 30 * 60_000 })
  clock.set(MORNING_AFTER - 2 * HOUR_MS)
  expect(await world.channel.bill(DAY)).toEqual({ is: 'later', againMs: 1.5 * HOUR_MS })
  clock.set(MORNING_AFTER + 3 * HOUR_MS)
  expect(await world.channel.bill('2026-11-29')).toEqual({ is: 'empty' })
  expect(await world.channel.bill('2026-12-01')).toMatchObject({ is: 'unsure' })
  expect(await world.channel.bill('2026-11-31')).toMatchObject({ is: 'unsure' })
})

test('a bill with differences is read as it is', async () => {
  const { world, first } = await aDay()
  await world.fault('billFile', 'billDiffers')
  const lines = await linesOf(await world.channel.bill(DAY))
  expect(lines.filter(({ kind }) => kind === 'payment')).toMatchObject([
    { fen: 2 },
    { channelNo: 'STRANGER0000000000000000001', fen: 12_345 },
  ])
  expect(lines.filter(({ channelNo }) => channelNo === first.channelNo)).toHaveLength(1)
})

test.each(['dropRequest', 'systemBusy', 'badSignature', 'http502'])(
  'a bill whose address met %s is unsure',
  async (does) => {
    const { world } = await aDay()
    await world.fault('billUrl', does)
    expect(await world.channel.bill(DAY)).toMatchObject({ is: 'unsure' })
  },
)

test('a file that is cut off is a fault, and one that does not come is unsure', async () => {
  const { world } = await aDay()
  await world.fault('billFile', 'billCut')
  await expect(linesOf(await world.channel.bill(DAY))).rejects.toThrow(BillFault)
  await world.fault('billFile', 'dropRequest')
  expect(await world.channel.bill(DAY)).toEqual({ is: 'unsure', why: 'broken' })
})

test('100,000 lines are read in a few megabytes', async () => {
  const world = await sandboxed({ clock: aClock(MORNING_AFTER), settings: { timeoutMs: 30_000 } })
  await world.control('fillBill', { day: DAY, count: 100_000 })
  const bill = await world.channel.bill(DAY)
  if (bill.is !== 'here') throw new Error(bill.is)
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const used = (): number => {
    collect()
    return process.memoryUsage().heapUsed
  }
  const before = used()
  let [count, most] = [0, 0]
  for await (const { kind } of bill.lines) {
    count += kind === 'payment' ? 1 : 0
    if (count % 20_000 === 0) most = Math.max(most, used() - before)
  }
  expect(count).toBe(100_000)
  expect(most).toBeLessThan(8_000_000)
})
