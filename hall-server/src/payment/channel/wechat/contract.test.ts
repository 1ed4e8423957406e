import { expect, test } from 'vitest'
import { aCharge, aRefund, aWechat, aWechatChannel } from '../../../../test/wechat/index.ts'

test('an order shows a code, waits for the customer, and is paid with number, amount and time', async () => {
  const { channel, sandbox } = await aWechat()
  const charge = aCharge()
  const opened = await channel.open(charge)
  expect(opened).toEqual({
    is: 'payable',
    qr: expect.stringMatching(/^weixin:\/\/wxpay\/bizpayurl\?pr=/) as unknown,
  })
  expect(await channel.query(charge)).toEqual({ is: 'payable' })
  sandbox.actions.pay({ no: charge.channelNo })
  expect(await channel.query(charge)).toEqual({
    is: 'paid',
    tradeNo: expect.stringMatching(/^4200\d{24}$/) as unknown,
    fen: 2_340,
    paidAt: expect.closeTo(Date.now(), -4) as unknown,
  })
})

test('an order that nobody opened is no trade', async () => {
  const { channel } = await aWechat()
  expect(await channel.query(aCharge())).toEqual({ is: 'noTrade' })
})

test('an opening whose answer was lost is sent again under the same number and gives the same code', async () => {
  const { channel, faults, sandbox } = await aWechat()
  const charge = aCharge()
  await faults('native', 'dropResponse')
  expect(await channel.open(charge)).toEqual({ is: 'unsure', why: 'broken' })
  const [trade] = sandbox.actions.trades()
  expect(await channel.open(charge)).toEqual({ is: 'payable', qr: trade?.codeUrl })
  expect(sandbox.actions.trades()).toHaveLength(1)
})

test('an opening that is sent again after the customer paid is paid', async () => {
  const { channel, sandbox } = await aWechat()
  const charge = aCharge()
  await channel.open(charge)
  sandbox.actions.pay({ no: charge.channelNo })
  expect(await channel.open(charge)).toMatchObject({ is: 'paid', fen: 2_340 })
})

test('an order number that has other parameters is unsure while its first code may be paid', async () => {
  const { channel } = await aWechat()
  const charge = aCharge()
  await channel.open(charge)
  expect(await channel.open({ ...charge, fen: 1 })).toEqual({
    is: 'unsure',
    why: 'OUTTRADENOUSED, but payable',
  })
})

test('an order that WeChat Pay does not take is refused', async () => {
  const { channel } = await aWechat()
  expect(await channel.open(aCharge({ fen: 0 }))).toEqual({ is: 'refused', code: 'PARAMERROR' })
})

test('closing an order that waits closes it; it can be paid no more', async () => {
  const { channel, sandbox } = await aWechat()
  const charge = aCharge()
  await channel.open(charge)
  expect(await channel.close(charge)).toEqual({ is: 'closed' })
  expect(await channel.query(charge)).toEqual({ is: 'closed' })
  expect(() => sandbox.actions.pay({ no: charge.channelNo })).toThrow('CLOSED')
  expect(await channel.close(charge)).toEqual({ is: 'closed' })
})

test('closing an order that is paid tells that it is paid', async () => {
  const { channel, sandbox } = await aWechat()
  const charge = aCharge()
  await channel.open(charge)
  sandbox.actions.pay({ no: charge.channelNo })
  expect(await channel.close(charge)).toMatchObject({ is: 'paid', fen: 2_340 })
})

test('a payment between the last query and the closing is found: ORDERPAID is paid', async () => {
  const { channel, faults, used } = await aWechat()
  const charge = aCharge()
  await channel.open(charge)
  await faults('close', 'payBeforeClose')
  expect(await channel.close(charge)).toMatchObject({ is: 'paid', fen: 2_340 })
  expect(await used()).toEqual({ 'close payBeforeClose': 1 })
})

test('closing what WeChat Pay never heard of closes it either way', async () => {
  const { channel } = await aWechat()
  expect(await channel.close(aCharge())).toEqual({ is: 'closed' })
  expect(await channel.close(aCharge({ use: 'scansCode' }))).toEqual({ is: 'closed' })
  const { use: _, ...unknown } = aCharge()
  expect(await channel.close(unknown)).toEqual({ is: 'closed' })
})

test('a closing whose answer was lost is unsure, and closed by the next one', async () => {
  const { channel, faults } = await aWechat()
  const charge = aCharge()
  await channel.open(charge)
  await faults('close', 'dropResponse')
  expect(await channel.close(charge)).toEqual({ is: 'unsure', why: 'broken' })
  expect(await channel.close(charge)).toEqual({ is: 'closed' })
})

const WITHOUT_ANSWER = ['dropRequest', 'dropResponse'] as const
const NOT_BELIEVED = ['badSignature', 'staleSignature', 'unknownSerial', 'unsigned'] as const
const BUSY = ['systemBusy', 'systemBusyAfter', 'frequencyLimit'] as const

for (const fault of [...WITHOUT_ANSWER, ...NOT_BELIEVED, ...BUSY])
  test(`opening, looking and closing are unsure by ${fault}, and say why`, async () => {
    const { channel, faults } = await aWechat()
    const charge = aCharge()
    await faults('native', fault)
    expect(await channel.open(charge)).toEqual({ is: 'unsure', why: expect.stringMatching(/./) as unknown })
    await channel.open(charge)
    await faults('query', fault)
    expect(await channel.query(charge)).toEqual({ is: 'unsure', why: expect.stringMatching(/./) as unknown })
    await faults('query', fault)
    expect(await channel.close(charge)).toMatchObject({ is: 'unsure' })
    await faults('close', fault)
    expect(await channel.close(charge)).toMatchObject({ is: 'unsure' })
  })

test('a no that is not signed is not believed', async () => {
  const { channel, faults } = await aWechat()
  await faults('query', 'unsigned')
  expect(await channel.query(aCharge())).toEqual({ is: 'unsure', why: '404: signature unsigned' })
})

test('an answer later than the time limit is unsure', async () => {
  const { channel, faults } = await aWechat({ settings: { timeoutMs: 200 } })
  await faults('native', 'delay', 1, 5_000)
  expect(await channel.open(aCharge())).toEqual({ is: 'unsure', why: 'timeout' })
})

test('the standby is asked when the gateway does not answer', async () => {
  const { sandbox, base } = await aWechat()
  const channel = await aWechatChannel(sandbox, {
    settings: { baseUrl: 'http://127.0.0.1:1', standbyUrl: base },
  })
  expect(await channel.open(aCharge())).toMatchObject({ is: 'payable' })
})

test('a request that is signed by another key is not taken, and that is unsure', async () => {
  const { sandbox } = await aWechat()
  const channel = await aWechatChannel(sandbox, { settings: { merchantSerial: 'ABCDEF0123' } })
  expect(await channel.open(aCharge())).toEqual({ is: 'unsure', why: '401 SIGN_ERROR' })
})

test('what was partly refunded is unsure when it is asked for: no call tells how much went back', async () => {
  const { channel, sandbox } = await aWechat()
  const charge = aCharge()
  await channel.open(charge)
  sandbox.actions.pay({ no: charge.channelNo })
  await channel.refund(aRefund(charge, 'x', { fen: 100 }))
  expect(await channel.query(charge)).toMatchObject({
    is: 'unsure',
    why: expect.stringContaining('REFUND') as unknown,
  })
})
