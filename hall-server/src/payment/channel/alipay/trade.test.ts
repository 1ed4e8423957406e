import { aClock } from '@service-hall/server-kit/testing'
import { expect, test } from 'vitest'
import type { Channel, Charge, Standing } from '../port.ts'
import { aCharge, sandboxed } from './test/sandboxed.ts'

const DAY_MS = 24 * 3_600_000
const CODE = '285015833669941234'
const PAYMENT_CODE = { kind: 'paymentCode', code: CODE } as const

test('a code is shown, scanned and paid; before the scan Alipay knows no trade', async () => {
  const clock = aClock()
  const { channel, control } = await sandboxed({ clock })
  const charge = aCharge(clock)
  const opened = await channel.open(charge)
  expect(opened).toEqual({
    is: 'payable',
    qr: expect.stringMatching(/^https:\/\/qr\.alipay\.com\/bax/) as unknown,
  })
  expect(await channel.query(charge)).toEqual({ is: 'noTrade' })

  await control('scan', { qr: opened.is === 'payable' && opened.qr })
  expect(await channel.query(charge)).toEqual({ is: 'payable' })

  await control('pay', { channelNo: charge.channelNo })
  expect(await channel.query(charge)).toEqual({
    is: 'paid',
    tradeNo: expect.stringMatching(/^\d{28}$/) as unknown,
    fen: 12_345,
    paidAt: Math.floor(clock.now() / 1_000) * 1_000,
  })
})

test('another amount than was asked for is told as the channel says it', async () => {
  const clock = aClock()
  const { channel, control } = await sandboxed({ clock })
  const charge = aCharge(clock)
  await channel.open(charge)
  await control('pay', { channelNo: charge.channelNo, fen: 1 })
  expect(await channel.query(charge)).toMatchObject({ is: 'paid', fen: 1 })
})

test('requests say the time in China and end code and trade with the time of the customer', async () => {
  const clock = aClock(Date.UTC(2026, 10, 30, 16, 0, 5))
  const { channel, control } = await sandboxed({ clock })
  await channel.open(aCharge(clock, { subject: '电费,1/2 a=b&c', until: clock.now() + 61_000 }))
  const [request] = await control<Record<string, string>[]>('requests')
  expect(request).toMatchObject({
    timestamp: '2026-12-01 00:00:05',
    charset: 'utf-8',
    notify_url: 'http://127.0.0.1:9/notice',
  })
  expect(JSON.parse(request?.['biz_content'] ?? '')).toMatchObject({
    total_amount: '123.45',
    subject: '电费 1 2 a b c',
    qr_code_timeout_express: '2m',
    timeout_express: '2m',
    store_id: 'hall-1',
    terminal_id: 'kiosk-1',
  })
})

test("a customer's payment code is charged at once", async () => {
  const clock = aClock()
  const { channel } = await sandboxed({ clock })
  expect(await channel.open(aCharge(clock), PAYMENT_CODE)).toMatchObject({ is: 'paid', fen: 12_345 })
})

test('a wallet that asks for the password waits for it', async () => {
  const clock = aClock()
  const { channel, control } = await sandboxed({ clock })
  const charge = aCharge(clock)
  await control('wallet', { code: CODE, does: 'asksPassword' })
  expect(await channel.open(charge, PAYMENT_CODE)).toEqual({ is: 'payable' })
  await control('pay', { channelNo: charge.channelNo })
  expect(await channel.query(charge)).toMatchObject({ is: 'paid' })
})

test.each([
  ['noMoney', 'ACQ.BUYER_BALANCE_NOT_ENOUGH', 'notEnoughMoney'],
  ['limit', 'ACQ.BEYOND_PER_RECEIPT_RESTRICTION', 'limit'],
  ['invalid', 'ACQ.PAYMENT_AUTH_CODE_INVALID', 'codeExpired'],
])(
  'a wallet that says %s is a no, and nothing stays that could be paid later',
  async (does, code, customer) => {
    const clock = aClock()
    const { channel, control } = await sandboxed({ clock })
    const charge = aCharge(clock)
    await control('wallet', { code: CODE, does })
    expect(await channel.open(charge, PAYMENT_CODE)).toEqual({ is: 'refused', code, customer })
    await expect(control('pay', { channelNo: charge.channelNo })).rejects.toThrow()
  },
)

test('a refusal whose trade cannot be ended is not sure', async () => {
  const clock = aClock()
  const { channel, control, fault } = await sandboxed({ clock })
  await control('wallet', { code: CODE, does: 'noMoney' })
  await fault('cancel', 'dropRequest')
  expect(await channel.open(aCharge(clock), PAYMENT_CODE)).toMatchObject({ is: 'unsure' })
})

test('closing before the scan makes the code void', async () => {
  const clock = aClock()
  const { channel, control } = await sandboxed({ clock })
  const charge = aCharge(clock)
  await channel.open(charge)
  expect(await channel.close(charge)).toEqual({ is: 'closed' })
  await expect(control('scan', { channelNo: charge.channelNo })).rejects.toThrow('dead')
  expect(await channel.open(charge)).toEqual({ is: 'refused', code: 'ACQ.TRADE_HAS_CLOSE' })
})

test('closing ends a trade that waits, also when it is asked for again', async () => {
  const clock = aClock()
  const { channel, control } = await sandboxed({ clock })
  const charge = aCharge(clock)
  await channel.open(charge)
  await control('abandon', { channelNo: charge.channelNo })
  expect(await channel.close(charge)).toEqual({ is: 'closed' })
  expect(await channel.close(charge)).toEqual({ is: 'closed' })
  expect(await channel.query(charge)).toEqual({ is: 'closed' })
})

test('a payment between the last query and the cancel is given back whole, and every later question says so', async () => {
  const clock = aClock()
  const { channel, fault, usedFaults } = await sandboxed({ clock })
  const charge = aCharge(clock)
  await channel.open(charge)
  expect(await channel.query(charge)).toEqual({ is: 'noTrade' })
  await fault('cancel', 'payBeforeCancel')
  const returned = { is: 'returned', fen: 12_345, tradeNo: expect.stringMatching(/^\d{28}$/) as unknown }
  expect(await channel.close(charge)).toEqual(returned)
  expect(await usedFaults()).toEqual({ 'cancel payBeforeCancel': 1 })
  expect(await channel.query(charge)).toEqual(returned)
  expect(await channel.close(charge)).toEqual(returned)
})

test('a cancel that wants to be tried again has closed nothing yet', async () => {
  const clock = aClock()
  const { channel, fault } = await sandboxed({ clock })
  const charge = aCharge(clock)
  await channel.open(charge)
  await fault('cancel', 'cancelAgain')
  expect(await channel.close(charge)).toEqual({ is: 'payable' })
  expect(await channel.close(charge)).toEqual({ is: 'closed' })
})

test('a code that is over takes no scan, and a trade that waited too long is closed', async () => {
  const clock = aClock()
  const { channel, control } = await sandboxed({ clock })
  const [unscanned, waiting] = [aCharge(clock), aCharge(clock)]
  await channel.open(unscanned)
  await channel.open(waiting)
  await control('abandon', { channelNo: waiting.channelNo })
  clock.advance(61_000)
  await expect(control('scan', { channelNo: unscanned.channelNo })).rejects.toThrow('dead')
  expect(await channel.query(unscanned)).toEqual({ is: 'noTrade' })
  expect(await channel.query(waiting)).toEqual({ is: 'closed' })
})

test('after 24 hours what was paid stays paid, and what never became a trade is closed', async () => {
  const clock = aClock()
  const { channel, control } = await sandboxed({ clock })
  const [paid, unscanned] = [aCharge(clock), aCharge(clock)]
  await channel.open(paid)
  await channel.open(unscanned)
  await control('pay', { channelNo: paid.channelNo })
  clock.advance(DAY_MS)
  expect(await channel.close(paid)).toMatchObject({ is: 'paid', fen: 12_345 })
  expect(await channel.close(unscanned)).toEqual({ is: 'closed' })
})

test('after 24 hours a trade that still waits is closed, not cancelled', async () => {
  const clock = aClock()
  const { channel, control } = await sandboxed({ clock })
  const charge = aCharge(clock, { until: clock.now() + 3 * DAY_MS })
  await channel.open(charge)
  clock.advance(DAY_MS)
  expect(await channel.close(charge)).toEqual({ is: 'payable' })
  await control('abandon', { channelNo: charge.channelNo })
  expect(await channel.close(charge)).toEqual({ is: 'closed' })
  const methods = (await control<Record<string, string>[]>('requests')).map(({ method }) => method)
  expect(methods).toContain('alipay.trade.close')
  expect(methods).not.toContain('alipay.trade.cancel')
})

test('a trade that is past refunding is paid, and is not cancelled', async () => {
  const clock = aClock()
  const { channel, control } = await sandboxed({ clock })
  const charge = aCharge(clock)
  await channel.open(charge)
  await control('pay', { channelNo: charge.channelNo })
  await control('finish', { channelNo: charge.channelNo })
  expect(await channel.query(charge)).toMatchObject({ is: 'paid' })
  expect(await channel.close(charge)).toMatchObject({ is: 'paid' })
})

test('opening again what is paid tells that it is paid', async () => {
  const clock = aClock()
  const { channel, control } = await sandboxed({ clock })
  const charge = aCharge(clock)
  await channel.open(charge)
  await control('pay', { channelNo: charge.channelNo })
  expect(await channel.open(charge)).toMatchObject({ is: 'paid' })
  expect(await channel.open(charge, PAYMENT_CODE)).toMatchObject({ is: 'paid' })
})

const CALLS = {
  precreate: (channel: Channel, charge: Charge) => channel.open(charge),
  pay: (channel: Channel, charge: Charge) => channel.open(charge, PAYMENT_CODE),
  query: (channel: Channel, charge: Charge): Promise<Standing> => channel.query(charge),
  cancel: (channel: Channel, charge: Charge) => channel.close(charge),
}
const WHY = {
  dropRequest: 'broken',
  dropResponse: 'broken',
  systemBusy: 'systemBusy',
  systemError: 'systemBusy',
  badSignature: 'badSignature',
  unsigned: 'badSignature',
  otherTrade: 'otherTrade',
  http502: 'http 502',
}
const faults = Object.keys(CALLS).flatMap((at) =>
  Object.entries(WHY).map(([does, why]) => ({ at, does, why })),
)

test.each(faults)('$does at $at is unsure, never a no', async ({ at, does, why }) => {
  const clock = aClock()
  const { channel, fault, usedFaults } = await sandboxed({ clock })
  const charge = aCharge(clock)
  await fault(at, does)
  expect(await CALLS[at as keyof typeof CALLS](channel, charge)).toEqual({ is: 'unsure', why })
  expect(await usedFaults()).toEqual({ [`${at} ${does}`]: 1 })
})

test('an answer that comes too late is unsure; what it was about has happened', async () => {
  const clock = aClock()
  const { channel, fault } = await sandboxed({ clock, settings: { timeoutMs: 500 } })
  const charge = aCharge(clock)
  await fault('pay', 'delay', { ms: 1_500 })
  expect(await channel.open(charge, PAYMENT_CODE)).toEqual({ is: 'unsure', why: 'timeout' })
})

test('a payment whose answer was lost is found by its query', async () => {
  const clock = aClock()
  const { channel, fault } = await sandboxed({ clock })
  const charge = aCharge(clock)
  await fault('pay', 'dropResponse')
  expect(await channel.open(charge, PAYMENT_CODE)).toMatchObject({ is: 'unsure' })
  expect(await channel.query(charge)).toMatchObject({ is: 'paid' })
})

test('a wrong set-up is a no with the code of it, and logs neither keys nor codes', async () => {
  const clock = aClock()
  const { channel, logged } = await sandboxed({ clock, settings: { appId: '2021000000000000' } })
  expect(await channel.open(aCharge(clock), PAYMENT_CODE)).toEqual({
    is: 'refused',
    code: 'isv.invalid-app-id',
  })
  expect(await channel.query(aCharge(clock))).toEqual({ is: 'unsure', why: 'isv.invalid-app-id' })
  expect(logged.join()).not.toContain(CODE)
})
