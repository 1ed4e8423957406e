import { lookUntil } from '@service-hall/harness/process'
import { startUnionpay } from '@service-hall/harness/sandbox'
import { expect, test } from 'vitest'
import { aClock } from '@service-hall/server-kit/testing'
import { aQrCharge, aUnionpay } from '../../../../test/payment/unionpay.ts'
import { chinaDigits } from '../china-digits.ts'
import type { BillLine, RefundOrder } from '../port.ts'

type Order = { orderId: string; state: string; fen: number; kind: string }
const CODE = { kind: 'paymentCode', code: '6220485073630469936' } as const

test('the customer scans the code and pays: a notice and a query tell the same', async () => {
  const { channel, ask, notices } = await aUnionpay()
  const charge = aQrCharge(1)
  expect(await channel.open(charge)).toMatchObject({
    is: 'payable',
    qr: expect.stringMatching(/^https:/) as string,
  })
  expect(await channel.query(charge)).toEqual({ is: 'noTrade' })
  await ask('begin', { orderId: charge.channelNo })
  expect(await channel.query(charge)).toEqual({ is: 'payable' })
  expect(await ask('pay', { orderId: charge.channelNo })).toBe(true)
  const paid = await channel.query(charge)
  expect(paid).toMatchObject({ is: 'paid', fen: 12_345, maskedPayer: '622202*********0128' })
  await lookUntil('the notice', () => notices.length > 0)
  expect(notices).toEqual([
    {
      ok: true,
      channelNo: charge.channelNo,
      standing: paid,
      reply: { status: 200, type: 'text/plain', body: 'ok' },
    },
  ])
  expect(await channel.close(charge)).toEqual(paid)
})

test('an order ends by its own time and not before: then what is not paid is closed', async () => {
  for (const unpaidQuery of ['34', '05']) {
    const { channel } = await aUnionpay({ unpaidQuery })
    const charge = aQrCharge(1, { payableMs: 1_500 })
    await channel.open(charge)
    expect(await channel.close(charge)).toEqual({ is: 'payable' })
    await lookUntil('the end of its time', () => Date.now() > charge.until)
    expect((await channel.close(charge)).is).toBe(unpaidQuery === '34' ? 'closed' : 'unsure')
  }
})

test('a payment between the last query and closing is found', async () => {
  const { channel, ask } = await aUnionpay()
  const charge = aQrCharge(1)
  await channel.open(charge)
  await channel.query(charge)
  await ask('pay', { orderId: charge.channelNo })
  expect(await channel.close(charge)).toMatchObject({ is: 'paid', fen: 12_345 })
})

test('a payment that failed may be tried again while the code lives, and is closed after that', async () => {
  const { channel, ask } = await aUnionpay()
  const charge = aQrCharge(1, { payableMs: 1_500 })
  await channel.open(charge)
  await ask('fail', { orderId: charge.channelNo, code: '64' })
  expect(await channel.query(charge)).toEqual({ is: 'payable' })
  await lookUntil('the end of its time', () => Date.now() > charge.until)
  expect(await channel.close(charge)).toEqual({ is: 'closed' })
})

test.each([
  'dropRequest',
  'dropResponse',
  'delay',
  'badSignature',
  'foreignCert',
  'busy',
  'timeout',
  'error',
])('after %s an opening is unsure; its code was never shown, so it is closed at once', async (does) => {
  const { channel, fault } = await aUnionpay()
  await fault('apply', does, { ms: 600 })
  const charge = aQrCharge(1)
  expect(await channel.open(charge)).toMatchObject({ is: 'unsure' })
  expect(await channel.close(charge)).toEqual({ is: 'closed' })
})

test.each([
  'dropRequest',
  'dropResponse',
  'delay',
  'badSignature',
  'foreignCert',
  'busy',
  'timeout',
  'error',
])('after %s a query says nothing, and the next one the truth', async (does) => {
  const { channel, fault, ask } = await aUnionpay()
  const charge = aQrCharge(1)
  await channel.open(charge)
  await ask('pay', { orderId: charge.channelNo })
  await fault('query', does, { ms: 600 })
  expect(await channel.query(charge)).toMatchObject({ is: 'unsure' })
  expect(await channel.query(charge)).toMatchObject({ is: 'paid' })
})

test('a gateway that is not there has not heard of the order', async () => {
  const gone = await startUnionpay()
  await gone.close()
  const { channel } = await aUnionpay({}, { gateway: `http://127.0.0.1:${gone.port}/gateway/api` })
  expect(await channel.open(aQrCharge(1))).toEqual({ is: 'refused', code: 'notSent' })
})

test('another amount than was ordered is not believed', async () => {
  const { channel, ask } = await aUnionpay()
  const charge = aQrCharge(1)
  await channel.open(charge)
  await ask('pay', { orderId: charge.channelNo })
  expect(await channel.query({ ...charge, fen: 1 })).toEqual({ is: 'unsure', why: 'another amount' })
})

test('a customer’s code is scanned: accepted is not paid, a query tells', async () => {
  const { channel, ask } = await aUnionpay()
  const charge = aQrCharge(1, { use: 'scansCode' })
  expect(await channel.open(charge, CODE)).toEqual({ is: 'payable' })
  expect(await channel.query(charge)).toMatchObject({ is: 'paid', fen: 12_345 })
  await ask('code', { qrNo: CODE.code, answer: '64' })
  const poor = aQrCharge(2, { use: 'scansCode' })
  await channel.open(poor, CODE)
  expect(await channel.query(poor)).toEqual({ is: 'refused', code: '64', customer: 'notEnoughMoney' })
  expect(await channel.close(poor)).toEqual({ is: 'closed' })
})

test.each(['05', 'lost'])('a scanned code whose payment stays open (%s) is reversed', async (how) => {
  const { channel, ask, fault } = await aUnionpay()
  if (how === '05') await ask('code', { qrNo: CODE.code, answer: '05' })
  else await fault('query', 'dropRequest')
  const charge = aQrCharge(1, { use: 'scansCode' })
  await channel.open(charge, CODE)
  await fault('reversal', 'dropResponse')
  expect(await channel.close(charge)).toMatchObject({ is: 'unsure' })
  expect(await channel.close(charge)).toEqual({ is: 'closed' })
  expect(await ask('orders')).toMatchObject([{ state: 'reversed' }])
})

test('a reversal that overtakes a payment which a notice told of says what went back', async () => {
  const { channel, fault, notices } = await aUnionpay()
  const charge = aQrCharge(1, { use: 'scansCode' })
  await channel.open(charge, CODE)
  await lookUntil('the notice', () => notices.length > 0)
  await fault('query', 'dropRequest')
  const [notice] = notices
  const tradeNo =
    notice?.ok && 'standing' in notice && 'tradeNo' in notice.standing ? notice.standing.tradeNo : ''
  expect(await channel.close(charge)).toEqual({ is: 'returned', tradeNo, fen: 12_345 })
})

test.each(['badSignature', 'foreignCert'])('a notice with %s is refused', async (does) => {
  const { channel, ask, fault, notices } = await aUnionpay()
  const charge = aQrCharge(1)
  await channel.open(charge)
  await fault('notice', does)
  await ask('pay', { orderId: charge.channelNo })
  await lookUntil('the notice', () => notices.length > 0)
  expect(notices).toMatchObject([{ ok: false, code: 'badSignature', reply: { status: 400 } }])
})

test('notices of another merchant, tampered with, or none at all are refused; twice is heard twice', async () => {
  const { channel, ask, fault, notices, bodies } = await aUnionpay()
  const charge = aQrCharge(1)
  await channel.open(charge)
  await fault('notice', 'twice')
  await ask('pay', { orderId: charge.channelNo })
  await lookUntil('both notices', () => notices.length === 2)
  expect(notices[1]).toEqual(notices[0])
  const read = (body: string): unknown =>
    channel.notice?.({ headers: {}, body: Buffer.from(body), at: Date.now() })
  const [body] = bodies.map(String)
  expect(await read(String(body).replace('txnAmt=12345', 'txnAmt=99999'))).toMatchObject({
    code: 'badSignature',
  })
  expect(await read('')).toMatchObject({ ok: false, code: 'unreadable' })
  const other = await aUnionpay({}, { merId: '777290058110049' })
  expect(await other.channel.notice?.({ headers: {}, body: Buffer.from(String(body)), at: 0 })).toMatchObject(
    {
      code: 'otherApp',
    },
  )
})

test('a refund is accepted, then done; sent again it is the same one', async () => {
  const { channel, ask, fault } = await aUnionpay()
  const charge = aQrCharge(1)
  await channel.open(charge)
  await ask('pay', { orderId: charge.channelNo })
  const paid = await channel.query(charge)
  const refund: RefundOrder = {
    refundNo: 'RF000000000000000000000001'.padEnd(28, '0'),
    charge,
    tradeNo: paid.is === 'paid' ? paid.tradeNo : '',
    fen: 10_000,
    reason: '退款',
    askedAt: Date.now(),
  }
  expect(await channel.queryRefund(refund)).toEqual({ is: 'noRefund' })
  await fault('refund', 'dropResponse')
  expect(await channel.refund(refund)).toMatchObject({ is: 'unsure' })
  expect(await channel.refund(refund)).toEqual({ is: 'underWay' })
  expect(await channel.queryRefund(refund)).toMatchObject({ is: 'refunded', fen: 10_000 })
  expect(await channel.refund({ ...refund, refundNo: 'RF2'.padEnd(28, '0') })).toEqual({
    is: 'refused',
    code: '36',
  })
  const { askedAt: _, ...timeless } = refund
  expect(await channel.refund(timeless)).toMatchObject({ is: 'unsure' })
  expect((await ask<Order[]>('orders')).filter(({ kind }) => kind === 'refund')).toHaveLength(1)
})

test('the file of a day has what was paid and what went back; late it is asked for again', async () => {
  const { channel, ask } = await aUnionpay()
  const charge = aQrCharge(1)
  await channel.open(charge)
  await ask('pay', { orderId: charge.channelNo })
  const paid = await channel.query(charge)
  const tradeNo = paid.is === 'paid' ? paid.tradeNo : ''
  const refundNo = 'RF1'.padEnd(28, '0')
  await channel.refund({ refundNo, charge, tradeNo, fen: 345, reason: '退款', askedAt: Date.now() })
  // UnionPay's day begins at 23:00 of the day before.
  const day = chinaDigits(Date.now() + 3_600_000).replace(/^(....)(..)(..).*/, '$1-$2-$3')
  const read = async (): Promise<BillLine[] | string> => {
    const bill = await channel.bill(day)
    if (bill.is !== 'here') return bill.is
    const lines: BillLine[] = []
    for await (const line of bill.lines) lines.push(line)
    return lines
  }
  expect(await read()).toMatchObject([
    { kind: 'payment', channelNo: charge.channelNo, tradeNo, fen: 12_345, feeFen: 74 },
    { kind: 'refund', refundNo, fen: 345, feeFen: -2 },
  ])
  await ask('billDiffers', [
    { orderId: charge.channelNo, is: 'amount', fen: 1 },
    { orderId: refundNo, is: 'missing' },
  ])
  expect(await read()).toMatchObject([{ kind: 'payment', fen: 1 }])
  await ask('billLate', true)
  expect(await read()).toBe('later')
})

test('a day whose file is not there when the second day after it is over had no trades', async () => {
  const clock = aClock(Date.parse('2026-11-22T10:00:00+08:00'))
  const { channel, ask } = await aUnionpay({ now: () => clock.now() }, {}, clock)
  await ask('billLate', true)
  expect(await channel.bill('2026-11-21')).toMatchObject({ is: 'later' })
  clock.set(Date.parse('2026-11-23T23:59:00+08:00'))
  expect(await channel.bill('2026-11-21')).toMatchObject({ is: 'later' })
  clock.set(Date.parse('2026-11-24T00:00:00+08:00'))
  expect(await channel.bill('2026-11-21')).toEqual({ is: 'empty' })
  expect(await channel.bill('2026-11-22')).toMatchObject({ is: 'later' })
})
