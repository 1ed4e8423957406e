import { lookUntil } from '@service-hall/harness/process'
import { expect, test } from 'vitest'
import { aCard, aCharge, aRefund, anAcquirer } from '../../../../test/payment/bank-card.ts'
import type { BillLine } from '../port.ts'
import { chinaDigits } from '../china-digits.ts'

const aSealedKey = {
  cipher: expect.stringMatching(/^[0-9A-F]{32}$/) as unknown,
  checkValue: expect.stringMatching(/^[0-9A-F]{8}$/) as unknown,
}
type Trade = { kind: string; orderNo: string; fen: number; state: string; pan: string }

test('a sale is approved: paid, with a masked card and a number that the acquirer’s file knows it by', async () => {
  const { channel, ask } = await anAcquirer()
  const charge = aCharge(1)
  const opened = await channel.open(charge, aCard())
  expect(opened).toMatchObject({ is: 'paid', fen: 12_345, maskedPayer: '622202*********0128' })
  expect(await channel.query(charge)).toEqual(opened)
  expect(await ask('trades')).toMatchObject([
    { kind: 'sale', orderNo: charge.channelNo, fen: 12_345, state: 'posted' },
  ])
  const day = chinaDigits(Date.now()).replace(/^(\d{4})(\d\d)(\d\d).*/, '$1-$2-$3')
  const bill = await channel.bill(day)
  expect(bill.is).toBe('here')
  const lines: BillLine[] = []
  if (bill.is === 'here') for await (const line of bill.lines) lines.push(line)
  expect(lines).toMatchObject([
    {
      kind: 'payment',
      channelNo: charge.channelNo,
      tradeNo: opened.is === 'paid' ? opened.tradeNo : '',
      fen: 12_345,
      feeFen: 74,
    },
  ])
})

test('the acquirer’s no is final, with what the customer can do about it', async () => {
  const { channel, ask } = await anAcquirer()
  await ask('card', { pan: '6222021234567890128', pin: '123456', balanceFen: 10_000, limitFen: 5_000_000 })
  expect(await channel.open(aCharge(1), aCard({ pin: '654321' }))).toEqual({
    is: 'refused',
    code: '55',
    customer: 'wrongPin',
  })
  expect(await channel.open(aCharge(2), aCard())).toEqual({
    is: 'refused',
    code: '51',
    customer: 'notEnoughMoney',
  })
  expect(await channel.open(aCharge(3, { fen: 6_000_000 }), aCard())).toMatchObject({ customer: 'limit' })
  await ask('answer', ['54', '05', '03'])
  expect(await channel.open(aCharge(4), aCard())).toMatchObject({ code: '54', customer: 'cardNotAccepted' })
  expect(await channel.open(aCharge(5), aCard())).toMatchObject({ code: '05', customer: 'declined' })
  expect(await channel.open(aCharge(6), aCard())).toEqual({ is: 'refused', code: '03' })
  expect(await ask<Trade[]>('trades')).toEqual([])
  expect(await channel.close(aCharge(6))).toEqual({ is: 'closed' })
})

const LOST = [
  ['dropRequest', 'nothing'],
  ['dropResponse', 'posted'],
  ['busy', 'nothing'],
  ['busyAfter', 'posted'],
  ['badMac', 'posted'],
  ['noMac', 'posted'],
  ['wrongAmount', 'posted'],
  ['halfFrame', 'posted'],
  ['cut', 'nothing'],
  ['noise', 'posted'],
] as const

test.each(LOST)('after %s a sale is unsure, and its reversal leaves nothing posted', async (does, effect) => {
  const { channel, ask, fault } = await anAcquirer()
  await fault('sale', does)
  const charge = aCharge(1)
  expect(await channel.open(charge, aCard())).toMatchObject({ is: 'unsure' })
  expect(await ask<Trade[]>('trades')).toHaveLength(effect === 'posted' ? 1 : 0)
  expect(await channel.query(charge)).toMatchObject({ is: 'unsure' })
  expect(await channel.close(charge)).toEqual({ is: 'closed' })
  expect((await ask<Trade[]>('trades')).filter(({ state }) => state === 'posted')).toEqual([])
  expect(await channel.query(charge)).toEqual({ is: 'closed' })
})

test('a line that is cut at any byte of the answer makes the sale unsure, never paid and never refused', async () => {
  const { channel, ask, fault } = await anAcquirer()
  await channel.open(aCharge(1), aCard())
  for (let bytes = 0; bytes < 120; bytes += 7) {
    const charge = aCharge(100 + bytes)
    await fault('sale', 'cutAfter', { ms: bytes })
    expect(await channel.open(charge, aCard()), `cut after ${bytes}`).toMatchObject({ is: 'unsure' })
    expect(await channel.close(charge)).toEqual({ is: 'closed' })
  }
  expect((await ask<Trade[]>('trades')).filter(({ state }) => state === 'posted')).toHaveLength(1)
})

test('answers may come twice, or byte by byte', async () => {
  const { channel, fault } = await anAcquirer()
  await fault('sale', 'twice')
  await fault('sale', 'byteByByte')
  expect(await channel.open(aCharge(1), aCard())).toMatchObject({ is: 'paid', fen: 12_345 })
  expect(await channel.open(aCharge(2), aCard())).toMatchObject({ is: 'paid', fen: 12_345 })
})

test('a late answer counts for its own sale, and for no other', async () => {
  const { channel, fault } = await anAcquirer()
  await fault('sale', 'delay', { ms: 450 })
  const late = aCharge(1, { fen: 100 })
  expect(await channel.open(late, aCard())).toMatchObject({ is: 'unsure' })
  expect(await channel.open(aCharge(2, { fen: 777 }), aCard())).toMatchObject({ is: 'paid', fen: 777 })
  await lookUntil('the late answer', async () => (await channel.query(late)).is === 'paid')
  expect(await channel.query(late)).toMatchObject({ is: 'paid', fen: 100 })
  expect(await channel.close(late)).toMatchObject({ is: 'returned', fen: 100 })
})

test('an approval that comes after the reversal was sent is not believed', async () => {
  const { channel, ask, fault } = await anAcquirer()
  await fault('sale', 'delay', { ms: 500 })
  const charge = aCharge(1)
  expect(await channel.open(charge, aCard())).toMatchObject({ is: 'unsure' })
  expect(await channel.close(charge)).toEqual({ is: 'closed' })
  await channel.open(aCharge(2), aCard())
  await fault('sale', 'delay', { ms: 250 })
  await channel.open(aCharge(3), aCard())
  expect(await channel.query(charge)).toEqual({ is: 'closed' })
  expect(await ask<Trade[]>('trades')).toMatchObject([
    { state: 'reversed' },
    { state: 'posted' },
    { state: 'posted' },
  ])
})

test.each(['dropRequest', 'dropResponse', 'busy', 'badMac', 'cut', 'halfFrame'])(
  'a reversal that met %s is repeated with the same number until the host has answered',
  async (does) => {
    const { channel, ask, fault } = await anAcquirer()
    await fault('sale', 'dropResponse')
    await fault('reversal', does, { times: 2 })
    const charge = aCharge(1)
    await channel.open(charge, aCard())
    expect(await channel.close(charge)).toMatchObject({ is: 'unsure' })
    expect(await channel.close(charge)).toMatchObject({ is: 'unsure' })
    expect(await channel.close(charge)).toEqual({ is: 'closed' })
    expect(await ask('trades')).toMatchObject([{ state: 'reversed' }])
  },
)

test('a sale that comes after its own reversal is not posted', async () => {
  const { channel, ask } = await anAcquirer()
  const charge = aCharge(1)
  expect(await channel.close(charge)).toEqual({ is: 'closed' })
  expect(await channel.open(charge, aCard())).toMatchObject({ is: 'unsure' })
  expect(await ask('trades')).toEqual([])
})

test('a hall that was restarted knows nothing of the sale, and its reversal needs no card', async () => {
  const first = await anAcquirer()
  const charge = aCharge(1)
  await first.channel.open(charge, aCard())
  const second = await anAcquirer({}, { port: first.acquirer.port })
  expect(await second.channel.query(charge)).toMatchObject({ is: 'unsure' })
  expect(await second.channel.close(charge)).toEqual({ is: 'closed' })
  expect(await first.ask('trades')).toMatchObject([{ state: 'reversed' }])
})

test('where the host names what its reversal took back, the story is that it was paid and went back', async () => {
  const first = await anAcquirer()
  const posted = await first.channel.open(aCharge(1), aCard())
  const restarted = { port: first.acquirer.port, reversalReference: 'original' }
  const { channel } = await anAcquirer({}, restarted)
  const tradeNo = posted.is === 'paid' ? posted.tradeNo : ''
  const returned = { is: 'returned', tradeNo, fen: 12_345 }
  expect(await channel.close(aCharge(1))).toEqual(returned)
  expect(await channel.query(aCharge(1))).toEqual(returned)
  expect(await channel.close(aCharge(2))).toEqual({ is: 'closed' })
})

test('a host that is not reached has not heard of the sale: refused, and the next one finds it up again', async () => {
  const { channel, ask, log } = await anAcquirer()
  await channel.open(aCharge(1), aCard())
  await ask('down')
  await lookUntil('the line to be lost', () => log.lines.some((line) => line.includes('bankCard.lineLost')))
  expect(await channel.open(aCharge(2), aCard())).toEqual({ is: 'refused', code: 'notSent' })
  await ask('up')
  expect(await channel.open(aCharge(3), aCard())).toMatchObject({ is: 'paid' })
  expect(await ask('trades')).toHaveLength(2)
})

test('a host that has forgotten the key is signed in to again', async () => {
  const { channel, ask } = await anAcquirer()
  await channel.open(aCharge(1), aCard())
  await ask('forgetKeys')
  const charge = aCharge(2)
  expect(await channel.open(charge, aCard())).toMatchObject({ is: 'unsure' })
  expect(await channel.close(charge)).toEqual({ is: 'closed' })
  expect(await channel.open(aCharge(3), aCard())).toMatchObject({ is: 'paid' })
})

test('a terminal that cannot sign in sends nothing', async () => {
  const { channel, fault, ask } = await anAcquirer()
  await fault('signIn', 'dropResponse')
  expect(await channel.open(aCharge(1), aCard())).toEqual({ is: 'refused', code: 'notSent' })
  expect(await channel.open(aCharge(2), aCard())).toMatchObject({ is: 'paid' })
  expect(await ask('trades')).toHaveLength(1)
  const stranger = await anAcquirer({ macMasterKey: '00112233445566778899AABBCCDDEEFF' })
  expect(await stranger.channel.open(aCharge(1), aCard())).toEqual({ is: 'refused', code: 'notSent' })
})

test('a sign-in brings the terminal’s keys sealed, and a card that was read with earlier ones is not sent', async () => {
  const { channel, ask, log } = await anAcquirer({ workingKeys: 'renewed' })
  const first = await channel.workingKeys?.('kiosk-1')
  expect(first).toEqual({ is: 'keys', pin: aSealedKey, track: aSealedKey })
  expect(await channel.workingKeys?.('kiosk-1')).toEqual(first)
  expect(await channel.workingKeys?.('nobody')).toEqual({ is: 'refused', code: 'noTerminal' })
  await ask('forgetKeys')
  const charge = aCharge(1)
  expect(await channel.open(charge, aCard())).toMatchObject({ is: 'unsure' })
  expect(await channel.close(charge)).toEqual({ is: 'closed' })
  const keyCheck = first?.is === 'keys' ? first.pin.checkValue : ''
  expect(await channel.open(aCharge(2), { ...aCard(), keyCheck })).toEqual({
    is: 'refused',
    code: 'keysRenewed',
  })
  expect(await ask('trades')).toEqual([])
  const second = await channel.workingKeys?.('kiosk-1')
  expect(second).toEqual({ is: 'keys', pin: aSealedKey, track: aSealedKey })
  expect(second).not.toEqual(first)
  for (const keys of [first, second])
    if (keys?.is === 'keys') expect(log.lines.join()).not.toContain(keys.pin.cipher)
})

test('two terminals pay at the same time, each gets its own answer', async () => {
  const { channel, fault } = await anAcquirer()
  await fault('sale', 'delay', { ms: 120 })
  const [first, second] = await Promise.all([
    channel.open(aCharge(1, { fen: 100 }), aCard()),
    channel.open({ ...aCharge(1, { fen: 200, terminalId: 'kiosk-2' }), channelNo: 'OTHER' }, aCard()),
  ])
  expect([first, second]).toMatchObject([
    { is: 'paid', fen: 100 },
    { is: 'paid', fen: 200 },
  ])
})

test('a refund goes back once, however often it is sent, and no more than was paid', async () => {
  const { channel, ask, fault } = await anAcquirer()
  const charge = aCharge(1)
  const paid = await channel.open(charge, aCard())
  const tradeNo = paid.is === 'paid' ? paid.tradeNo : ''
  await fault('refund', 'dropResponse')
  const refund = aRefund(charge, tradeNo, 2, 10_000)
  expect(await channel.refund(refund)).toMatchObject({ is: 'unsure' })
  const done = await channel.refund(refund)
  expect(done).toMatchObject({ is: 'refunded', fen: 10_000 })
  expect(await channel.refund(refund)).toEqual(done)
  expect(await channel.refund(aRefund(charge, tradeNo, 3, 10_000))).toEqual({ is: 'refused', code: '64' })
  expect(await channel.refund(aRefund(charge, `${tradeNo.slice(0, -1)}9`, 4, 1))).toEqual({
    is: 'refused',
    code: '25',
  })
  expect((await ask<Trade[]>('trades')).filter(({ kind }) => kind === 'refund')).toMatchObject([
    { fen: 10_000 },
  ])
})

test('nothing of a card is in the log', async () => {
  const { channel, fault, log } = await anAcquirer()
  await fault('sale', 'badMac')
  await channel.open(aCharge(1), aCard())
  const { track2, pinBlock } = aCard()
  for (const secret of ['6222021234567890128', track2, pinBlock ?? '', '89ABCDEF'])
    expect(log.lines.join('\n')).not.toContain(secret)
  expect(log.lines.join('\n')).toContain('bankCard.badMac')
})
