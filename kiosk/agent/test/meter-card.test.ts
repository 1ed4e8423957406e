import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { obligationsOf } from '@service-hall/contract'
import { startSimulator } from '@service-hall/drivers/testing'
import type { Pty, RunningSimulator } from '@service-hall/drivers/testing'
import { lookUntil } from '@service-hall/harness/process'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aPrinter } from './builders.ts'
import { answer, at, begin, session } from './customer.ts'
import { CARD_SERIAL, MeterBooks } from './meter-books.ts'
import { ACCOUNT_NO, PayingHall, aPayingConfig } from './paying-hall.ts'
import { startAgentProcess } from './running-agent.ts'
import type { RunningAgent } from './running-agent.ts'
import { SmallHall } from './small-hall.ts'

// The card that the reader holds: bought 7 times, the last of 100.00, which its meter has taken.

const FEN = 5_000
/** Commands of a chip from power on to the write of its wallet: reading, both authentications, a challenge. */
const TO_THE_WALLET = 11

let hall: SmallHall
let books: PayingHall
let utility: MeterBooks
let printer: RunningSimulator
let reader: RunningSimulator
let line: Pty
let data: string
let agent: RunningAgent | undefined

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'agent-meter-'))
  hall = new SmallHall()
  books = new PayingHall(hall)
  utility = new MeterBooks(hall, books)
  ;[printer, reader] = await Promise.all([
    startSimulator('printer', { stepMs: 0 }),
    startSimulator('card-reader', { profile: 'crt310', stepMs: 0 }),
  ])
  line = await reader.pty()
  const slot = {
    ...{ id: 'K1-card', kind: 'cardReader', profile: 'crt310', station: 'K1' },
    ...{ name: { zh: '购电卡读写器', en: 'Meter card reader' }, link: { url: line.url } },
  }
  await hall.open(aPayingConfig([aPrinter(printer.port), slot]))
})
afterEach(async () => {
  await agent?.stop()
  agent = undefined
  await Promise.all([printer.stop(), reader.stop(), hall.close()])
  rmSync(data, { recursive: true, force: true })
})

async function start(): Promise<RunningAgent> {
  const started = await startAgentProcess({ hall: hall.url, data, enrolCode: 'preset-code-of-tests' })
  agent = started
  await started.until(({ payment }) => payment?.away === null && payment.offers.includes('meterCard'))
  return started
}
/** The customer puts a card in, as soon as the entry is open. */
async function putIn(card: object = { card: 'meter' }): Promise<void> {
  await lookUntil('a card that was drawn in', async () =>
    Boolean(await reader.control.ask({ do: 'insert', ...card })),
  )
}
async function takeOut(): Promise<void> {
  await lookUntil('a card in the gate', async () => (await reader.control.state())['place'] === 'gate')
  await reader.control.ask({ do: 'take' })
}
const onCard = () => reader.control.ask({ get: 'meterCard' })
const WRITTEN = { amountFen: FEN, count: 8, isReturned: false }
const AS_BEFORE = { amountFen: 10_000, count: 7, isReturned: true }

/** To the code of a purchase of 50.00. */
async function toCode(kiosk: RunningAgent): Promise<void> {
  begin(kiosk, 'meterCard')
  await at(kiosk, 'identify')
  await putIn()
  await at(kiosk, 'meterAmount')
  answer(kiosk, { do: 'amount', fen: FEN })
  await at(kiosk, 'ways')
  answer(kiosk, { do: 'way', wayId: 'alipay' })
  await hall.until(() => hall.commands('payment.attempt').length > 0)
  books.payable()
  await at(kiosk, 'code')
}
async function untilDone(kiosk: RunningAgent): Promise<void> {
  await kiosk.until(
    ({ payment }) => payment?.session.step === 'done' && payment.session.paper.is === 'printed',
  )
}
const told = (): number[] => hall.commands('payment.meterCard').map(({ count }) => count)
/** Whoever was paid for nothing is owed, by somebody, at a time. */
const owed = (): string[] =>
  obligationsOf(books.order, Date.now()).map(({ kind, owner }) => `${kind} ${owner}`)

test('a meter card is sold to, written, read back, and given back with a receipt', async () => {
  const kiosk = await start()
  await toCode(kiosk)
  expect(hall.commands('payment.open')).toMatchObject([
    {
      ...{ purpose: 'meterCard', bills: [], creditFen: FEN },
      meterCard: { cardSerial: CARD_SERIAL, meterNo: '990000000017', count: 7 },
    },
  ])
  utility.sold()
  await untilDone(kiosk)
  expect(session(kiosk)).toMatchObject({ paidFen: FEN, creditFen: 0, meterCount: 8, takeCard: true })
  expect(await onCard()).toEqual(WRITTEN)
  expect(told()).toEqual([8])
  const [paper] = await printer.control.papers()
  expect(paper?.text).toContain('购电')
  expect(paper?.text).not.toContain('预存')
  await takeOut()
  await kiosk.until(({ payment }) => payment?.session.step === 'done' && !payment.session.takeCard)
  expect(obligationsOf(books.order, Date.now())).toEqual([])
})

test('who types the number of an account with a meter card is asked for the card', async () => {
  const kiosk = await start()
  begin(kiosk, 'pay')
  await at(kiosk, 'identify')
  answer(kiosk, { do: 'accountNo', accountNo: ACCOUNT_NO })
  await kiosk.until(
    ({ payment }) => payment?.session.step === 'identify' && payment.session.purpose === 'meterCard',
  )
  await putIn()
  expect(await at(kiosk, 'meterAmount')).toMatchObject({ count: 7, minFen: 100, maxFen: 500_000 })
  answer(kiosk, { do: 'leave' })
  await takeOut()
  await at(kiosk, 'idle')
})

test('what the meter has not taken yet is said, and nothing is sold over it', async () => {
  const kiosk = await start()
  begin(kiosk, 'meterCard')
  await at(kiosk, 'identify')
  await putIn({ card: 'meter', content: { returned: null } })
  expect(await at(kiosk, 'meterAmount')).toMatchObject({ unusedFen: 10_000 })
  answer(kiosk, { do: 'amount', fen: FEN })
  await kiosk.until(({ payment }) => payment?.session.step === 'meterAmount')
  expect(hall.commands('payment.open')).toEqual([])
})

test('a card that is none, or of nobody here, is given back, and the next one is read', async () => {
  const kiosk = await start()
  begin(kiosk, 'meterCard')
  await at(kiosk, 'identify')
  const says = (problem: string) =>
    kiosk.until(({ payment }) => payment?.session.step === 'identify' && payment.session.problem === problem)
  await putIn({ card: 'cpu' })
  await says('meterCardUnreadable')
  await takeOut()
  await putIn({ card: 'meter', content: { meterNo: '990000000099' } })
  await says('meterCardUnknown')
  await takeOut()
  await putIn()
  await at(kiosk, 'meterAmount')
})

test('a card that is torn while it is written is written once more under the same count', async () => {
  const kiosk = await start()
  await toCode(kiosk)
  await reader.control.ask({ fault: 'tear', at: TO_THE_WALLET, when: 'after' })
  utility.sold()
  await untilDone(kiosk)
  expect(await onCard()).toEqual(WRITTEN)
  expect(told()).toEqual([8])
})

test('a card that is pulled out is asked for again, another one is not written, and the same one is', async () => {
  const kiosk = await start()
  await toCode(kiosk)
  await reader.control.ask({ do: 'pull' })
  utility.sold()
  expect(await at(kiosk, 'meterRepair')).toMatchObject({ why: 'pulled', fen: FEN })
  expect(owed()).toEqual(['deliver system'])
  const own = { serial: '9900000000000002', content: { count: 3, returned: { remainingFen: 0, count: 3 } } }
  await putIn({ card: 'meter', ...own })
  await kiosk.until(
    ({ payment }) => payment?.session.step === 'meterRepair' && payment.session.why === 'otherCard',
  )
  await takeOut()
  expect(await onCard()).toMatchObject({ count: 3 })
  await putIn({ card: 'same', before: 1 })
  await untilDone(kiosk)
  expect(await onCard()).toEqual(WRITTEN)
  expect(told()).toEqual([8])
})

test('an agent killed while it writes goes on with the card that it finds in the reader', async () => {
  const kiosk = await start()
  await toCode(kiosk)
  await reader.control.ask({ fault: 'tear', at: TO_THE_WALLET, when: 'after' })
  hall.onBilling = (asked) => {
    if (asked.ask === 'meterCardKey' && asked.step.ask === 'mac') void kiosk.kill()
  }
  utility.sold()
  await kiosk.ended()
  hall.onBilling = () => undefined
  agent = await startAgentProcess({ hall: hall.url, data })
  await untilDone(agent)
  expect(await onCard()).toEqual(WRITTEN)
  expect(told()).toEqual([8])
})

test('a card that was paid for and left with is written at the next visit, wherever that was', async () => {
  const kiosk = await start()
  await toCode(kiosk)
  await reader.control.ask({ do: 'pull' })
  utility.sold()
  await at(kiosk, 'meterRepair')
  answer(kiosk, { do: 'giveUp' })
  await kiosk.until(
    ({ payment }) => payment?.session.step === 'unknown' && payment.session.paper.is === 'printed',
  )
  expect(session(kiosk)).toMatchObject({ taken: true, reference: books.reference })
  expect((await printer.control.papers())[0]?.text).toContain('购电卡待写入')
  expect(told()).toEqual([])
  expect(owed()).toEqual(['deliver system'])
  answer(kiosk, { do: 'leave' })
  await at(kiosk, 'idle')
  begin(kiosk, 'meterCard')
  await at(kiosk, 'identify')
  await putIn({ card: 'same' })
  await untilDone(kiosk)
  expect(session(kiosk)).toMatchObject({ paidFen: FEN, reference: books.reference })
  expect(hall.commands('payment.open')).toHaveLength(1)
  expect(await onCard()).toEqual(WRITTEN)
  expect(told()).toEqual([8])
})

test('a card that takes no write has its money given back, and is not written any more', async () => {
  const kiosk = await start()
  await toCode(kiosk)
  await reader.control.ask({ fault: 'wrongMac' })
  utility.sold()
  expect(await at(kiosk, 'meterRepair')).toMatchObject({ why: 'fault' })
  answer(kiosk, { do: 'giveUp' })
  await kiosk.until(
    ({ payment }) => payment?.session.step === 'unknown' && payment.session.paper.is === 'printed',
  )
  expect(told()).toEqual([7])
  expect(books.order.refunds).toMatchObject([{ fen: FEN, cause: 'undelivered' }])
  expect(owed()).toHaveLength(1)
  expect((await printer.control.papers())[0]?.text).toContain('款项退回通知')
  expect(await onCard()).toEqual(AS_BEFORE)
})

test('what was told to the hall stands after a crash: a card that was told to be as before is not written', async () => {
  hall.manner.set('payment.meterCard', 'deaf')
  const kiosk = await start()
  await toCode(kiosk)
  await reader.control.ask({ fault: 'wrongMac' })
  utility.sold()
  await at(kiosk, 'meterRepair')
  answer(kiosk, { do: 'giveUp' })
  await hall.until(() => told().length === 1)
  await kiosk.kill()
  await reader.control.ask({ fault: 'wellAgain' })
  await reader.control.ask({ do: 'pull' })
  hall.manner.set('payment.meterCard', 'answer')
  utility.keySteps.length = 0
  agent = await startAgentProcess({ hall: hall.url, data })
  await hall.until(() => books.order.refunds.length === 1)
  expect(told()).toEqual([7])
  expect(utility.keySteps).toEqual([])
})
