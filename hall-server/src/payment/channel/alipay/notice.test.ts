import { aClock } from '@service-hall/server-kit/testing'
import { expect, test } from 'vitest'
import type { NoticeRead } from '../port.ts'
import { aCharge, sandboxed } from './test/sandboxed.ts'
import type { Sandboxed } from './test/sandboxed.ts'

const TAKEN = { status: 200, type: 'text/plain', body: 'success' }

/** What the channel reads of the notices of a trade, in the order of what happened. */
async function readAll(world: Sandboxed, channelNo: string, manner?: string): Promise<NoticeRead[]> {
  const forms = await world.control<string[]>('forms', { channelNo, manner })
  const raw = forms.map((form) => ({ headers: {}, body: Buffer.from(form), at: 1 }))
  return Promise.all(raw.map((notice) => world.channel.notice!(notice)))
}

async function paidWorld() {
  const clock = aClock()
  const world = await sandboxed({ clock })
  const charge = aCharge(clock)
  await world.channel.open(charge)
  await world.control('pay', { channelNo: charge.channelNo })
  return { clock, world, charge }
}

test('a notice of a payment says what the query says, as often as it comes', async () => {
  const { world, charge } = await paidWorld()
  const standing = await world.channel.query(charge)
  const expected = [{ ok: true, channelNo: charge.channelNo, standing, reply: TAKEN }]
  expect(await readAll(world, charge.channelNo)).toEqual(expected)
  expect(await readAll(world, charge.channelNo)).toEqual(expected)
})

test.each([
  ['tampered', 'badSignature'],
  ['otherKey', 'badSignature'],
  ['otherApp', 'otherApp'],
  ['otherSeller', 'otherApp'],
])('a notice that is %s is not taken, and not answered with success', async (manner, code) => {
  const { world, charge } = await paidWorld()
  const [read] = await readAll(world, charge.channelNo, manner)
  expect(read).toEqual({ ok: false, code, reply: { status: 400, type: 'text/plain', body: 'failure' } })
})

test('what is no notice, is too long, or has a name twice is unreadable', async () => {
  const { world, charge } = await paidWorld()
  const read = (body: string) => world.channel.notice!({ headers: {}, body: Buffer.from(body), at: 1 })
  const [form = ''] = await world.control<string[]>('forms', { channelNo: charge.channelNo })
  expect(await read(`${form}&total_amount=0.01`)).toMatchObject({ ok: false, code: 'unreadable' })
  expect(await read('x'.repeat(64_001))).toMatchObject({ ok: false, code: 'unreadable' })
  for (const body of ['', 'sign', '%', '{"trade_status":"TRADE_SUCCESS"}', '\0'])
    expect(await read(body)).toMatchObject({ ok: false, code: 'badSignature' })
  expect(await read(`${form}&refund_fee=9.99`)).toMatchObject({ ok: false, code: 'badSignature' })
})

test('a notice of a refund tells the amount of that refund, not the sum', async () => {
  const { world, charge } = await paidWorld()
  const standing = await world.channel.query(charge)
  const tradeNo = standing.is === 'paid' ? standing.tradeNo : ''
  for (const [refundNo, fen] of [
    ['R1', 345],
    ['R2', 12_000],
  ] as const)
    await world.channel.refund({ refundNo, charge, tradeNo, fen, reason: '退款' })
  const refund = (fen: number) => ({ is: 'refunded', refundTradeNo: tradeNo, fen })
  expect((await readAll(world, charge.channelNo)).slice(1)).toEqual([
    { ok: true, refundNo: 'R1', refund: refund(345), reply: TAKEN },
    { ok: true, refundNo: 'R2', refund: refund(12_000), reply: TAKEN },
  ])
})

test('a cancel that gave money back says so, and one that only closed says that', async () => {
  const { world, clock, charge } = await paidWorld()
  await world.channel.close(charge)
  expect((await readAll(world, charge.channelNo)).at(-1)).toMatchObject({
    ok: true,
    standing: { is: 'returned', fen: 12_345 },
  })
  const waiting = aCharge(clock)
  await world.channel.open(waiting)
  await world.control('abandon', { channelNo: waiting.channelNo })
  await world.channel.close(waiting)
  expect(await readAll(world, waiting.channelNo)).toMatchObject([{ ok: true, standing: { is: 'closed' } }])
})
