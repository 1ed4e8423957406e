import { expect, test } from 'vitest'
import { aCharge, aWechat } from '../../../../test/wechat/index.ts'
import type { Charge, Credential } from '../port.ts'

let last = 0
const aCode = (): Credential & { kind: 'paymentCode' } => ({
  kind: 'paymentCode',
  code: `13${String(++last).padStart(16, '0')}`,
})
const byCode = (over: Partial<Charge> = {}): Charge => aCharge({ use: 'scansCode', ...over })

test('a payment code pays at once', async () => {
  const { channel } = await aWechat()
  const charge = byCode()
  expect(await channel.open(charge, aCode())).toMatchObject({ is: 'paid', fen: 2_340 })
  expect(await channel.query(charge)).toMatchObject({ is: 'paid', fen: 2_340 })
})

test('a customer who is asked for the password is waited for', async () => {
  const { channel, sandbox } = await aWechat()
  const charge = byCode({ fen: 200_000 })
  expect(await channel.open(charge, aCode())).toEqual({ is: 'payable' })
  expect(await channel.query(charge)).toEqual({ is: 'payable' })
  sandbox.actions.pay({ no: charge.channelNo })
  expect(await channel.query(charge)).toMatchObject({ is: 'paid', fen: 200_000 })
})

test('a customer who gives up at the password is refused', async () => {
  const { channel, sandbox } = await aWechat()
  const charge = byCode({ fen: 200_000 })
  await channel.open(charge, aCode())
  sandbox.actions.abandon({ no: charge.channelNo })
  expect(await channel.query(charge)).toEqual({ is: 'refused', code: 'PAYERROR', customer: 'declined' })
  expect(await channel.close(charge)).toEqual({ is: 'closed' })
})

test('too little money and a code that is too old are refused, with what the customer can do', async () => {
  const { channel, sandbox } = await aWechat()
  const [poor, old] = [aCode(), aCode()]
  sandbox.actions.code({ code: poor.code, does: 'noMoney' })
  sandbox.actions.code({ code: old.code, does: 'expired' })
  expect(await channel.open(byCode(), poor)).toEqual({
    is: 'refused',
    code: 'NOTENOUGH',
    customer: 'notEnoughMoney',
  })
  expect(await channel.open(byCode(), old)).toMatchObject({ is: 'refused', customer: 'codeExpired' })
})

test('a payment whose answer was lost is paid when the same is sent again', async () => {
  const { channel, faults, sandbox } = await aWechat()
  const [charge, code] = [byCode(), aCode()]
  await faults('codepay', 'dropResponse')
  expect(await channel.open(charge, code)).toMatchObject({ is: 'unsure' })
  expect(await channel.open(charge, code)).toMatchObject({ is: 'paid' })
  expect(sandbox.actions.trades()).toHaveLength(1)
})

test('a code that was used elsewhere is refused only after a look', async () => {
  const { channel, faults } = await aWechat()
  const code = aCode()
  await channel.open(byCode(), code)
  const charge = byCode()
  await faults('query', 'dropRequest')
  expect(await channel.open(charge, code)).toMatchObject({ is: 'unsure' })
  expect(await channel.open(charge, code)).toMatchObject({ is: 'refused', code: 'AUTHCODEINVALID' })
})

test('a payment that nobody knows of is reversed, and what was paid meanwhile went back', async () => {
  const { channel, faults, sandbox } = await aWechat()
  const charge = byCode({ fen: 200_000 })
  await channel.open(charge, aCode())
  await faults('reverse', 'payBeforeClose')
  const returned = { is: 'returned', tradeNo: expect.stringMatching(/^4200/) as unknown, fen: 200_000 }
  expect(await channel.close(charge)).toEqual(returned)
  expect(await channel.query(charge)).toEqual(returned)
  expect(sandbox.actions.trades()[0]).toMatchObject({ state: 'REVOKED' })
})

test('what waits for its password is reversed, and nothing was paid', async () => {
  const { channel } = await aWechat()
  const charge = byCode({ fen: 200_000 })
  await channel.open(charge, aCode())
  expect(await channel.close(charge)).toEqual({ is: 'closed' })
})

test('an order that cannot be looked at is reversed all the same', async () => {
  const { channel, faults } = await aWechat()
  const charge = byCode({ fen: 200_000 })
  await channel.open(charge, aCode())
  await faults('query', 'systemBusy')
  expect(await channel.close(charge)).toEqual({ is: 'closed' })
})

test('nothing is reversed in its first 15 seconds', async () => {
  const { channel, sandbox } = await aWechat()
  const charge = byCode({ fen: 200_000, openedAt: Date.now() - 14_000 })
  await channel.open(charge, aCode())
  expect(await channel.close(charge)).toEqual({ is: 'payable' })
  expect(sandbox.actions.trades()[0]).toMatchObject({ state: 'USERPAYING' })
})

test('a reversal whose answer was lost is unsure, and done by the next one', async () => {
  const { channel, faults } = await aWechat()
  const charge = byCode({ fen: 200_000 })
  await channel.open(charge, aCode())
  await faults('reverse', 'dropResponse')
  expect(await channel.close(charge)).toMatchObject({ is: 'unsure' })
  expect(await channel.close(charge)).toEqual({ is: 'closed' })
})

test('how it was opened is found by the order where the hall does not say', async () => {
  const { channel } = await aWechat()
  const { use: _, ...charge } = byCode({ fen: 200_000 })
  await channel.open(charge, aCode())
  expect(await channel.close(charge)).toEqual({ is: 'closed' })
})
