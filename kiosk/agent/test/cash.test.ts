import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSimulator } from '@service-hall/drivers/testing'
import type { Pty, RunningSimulator } from '@service-hall/drivers/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aPrinter } from './builders.ts'
import { answer, at, session, toWays } from './customer.ts'
import { PayingHall, aPayingConfig, anAccount } from './paying-hall.ts'
import { startAgentProcess } from './running-agent.ts'
import type { RunningAgent } from './running-agent.ts'
import { SmallHall } from './small-hall.ts'

let hall: SmallHall
let books: PayingHall
let printer: RunningSimulator
let acceptor: RunningSimulator
let line: Pty
let data: string
let agent: RunningAgent | undefined

const anAcceptor = (url: string): unknown => ({
  ...{ id: 'K1-cash', kind: 'cashAcceptor', profile: 'id003', station: 'K1' },
  ...{ name: { zh: '收钞器', en: 'Cash acceptor' }, link: { url } },
})

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'agent-cash-'))
  hall = new SmallHall()
  books = new PayingHall(hall)
  books.payableMs = 300_000
  ;[printer, acceptor] = await Promise.all([
    startSimulator('printer', { stepMs: 0 }),
    startSimulator('cash-acceptor', { profile: 'id003', stepMs: 0.4 }),
  ])
  line = await acceptor.pty()
  await hall.open(aPayingConfig([aPrinter(printer.port), anAcceptor(line.url)]))
})
afterEach(async () => {
  await agent?.stop()
  agent = undefined
  await Promise.all([printer.stop(), acceptor.stop(), hall.close()])
  rmSync(data, { recursive: true, force: true })
})

async function start(): Promise<RunningAgent> {
  const started = await startAgentProcess({ hall: hall.url, data, enrolCode: 'preset-code-of-tests' })
  agent = started
  await started.until(({ payment }) => payment?.away === null)
  await started.untilLogged('device.state', { device: 'K1-cash', state: 'online' })
  await started.untilLogged('device.state', { device: 'K1-printer', state: 'online' })
  return started
}
const feed = (fen: number) => acceptor.control.ask({ feed: fen })
async function box(): Promise<number[]> {
  const { box: notes } = (await acceptor.control.ask({ get: 'state' })) as { box: number[] }
  return notes
}
/** What the hall counted, note by note. */
const counted = (): number => books.attempt.receivedFen
async function toCash(kiosk: RunningAgent): Promise<void> {
  await toWays(kiosk)
  await kiosk.until(
    ({ payment }) =>
      payment?.session.step === 'ways' &&
      payment.session.ways.some(({ kind, problem }) => kind === 'cash' && problem === null),
  )
  answer(kiosk, { do: 'way', wayId: 'cash' })
  await at(kiosk, 'cashConsent')
  answer(kiosk, { do: 'consent' })
  await kiosk.until(({ payment }) => payment?.session.step === 'cash' && payment.session.acceptor === 'ready')
}
async function inserted(kiosk: RunningAgent, fen: number): Promise<void> {
  await kiosk.until(({ payment }) => payment?.session.step === 'cash' && payment.session.insertedFen === fen)
}

test('notes are counted one by one, end it when they are enough, and what is over is in the balance', async () => {
  const kiosk = await start()
  await toCash(kiosk)
  await feed(10_000)
  await inserted(kiosk, 10_000)
  expect(session(kiosk)).toMatchObject({ last: { fen: 10_000, noteNo: 1 }, ifEnded: 'toBalance' })
  await feed(10_000)
  await at(kiosk, 'writingOff')
  expect(counted()).toBe(20_000)
  expect(await box()).toEqual([10_000, 10_000])
  books.delivered()
  await kiosk.until(
    ({ payment }) => payment?.session.step === 'done' && payment.session.paper.is === 'printed',
  )
  expect(session(kiosk)).toMatchObject({ paidFen: 20_000, creditFen: 5_000 })
  const [paper] = await printer.control.papers()
  expect(paper?.text).toContain('转入余额 To balance')
  expect(hall.commands('payment.endCash')).toHaveLength(1)
})

test('an account that takes nothing ahead: a note that is too much comes back, too little is paid out by a slip', async () => {
  books.accounts = [anAccount(undefined, { plan: { ...anAccount().plan, prepayUpToFen: null } })]
  const kiosk = await start()
  await toCash(kiosk)
  await feed(10_000)
  await inserted(kiosk, 10_000)
  await feed(10_000)
  await kiosk.until(({ payment }) => payment?.session.step === 'cash' && payment.session.refused > 0)
  expect(session(kiosk)).toMatchObject({ insertedFen: 10_000, ifEnded: 'toCounter' })
  answer(kiosk, { do: 'cashEnd' })
  await kiosk.until(
    ({ payment }) => payment?.session.step === 'cancelled' && payment.session.paper.is === 'printed',
  )
  expect(session(kiosk)).toMatchObject({ effect: 'toCounter', fen: 10_000 })
  const [paper] = await printer.control.papers()
  expect(paper?.text).toContain('现金退款凭条')
  expect(paper?.text).toContain('100.00')
  expect(paper?.text).toContain(books.reference)
})

test('a kiosk killed while a note is in its acceptor counts it once, and goes on', async () => {
  hall.manner.set('payment.credit', 'deaf')
  const kiosk = await start()
  await toCash(kiosk)
  await feed(10_000)
  await kiosk.untilLogged('cash.credited')
  await kiosk.kill()
  hall.manner.set('payment.credit', 'answer')
  agent = await startAgentProcess({ hall: hall.url, data })
  await hall.until(() => counted() === 10_000)
  await agent.until(({ payment }) => payment?.session.step === 'cash' && payment.session.acceptor === 'ready')
  expect(session(agent)).toMatchObject({ insertedFen: 10_000 })
  await feed(5_000)
  await at(agent, 'writingOff')
  expect(counted()).toBe(15_000)
  expect(await box()).toEqual([10_000, 5_000])
})

test('the hall hears of every note before it hears of the end', async () => {
  hall.manner.set('payment.credit', 'deaf')
  const kiosk = await start()
  await toCash(kiosk)
  await feed(5_000)
  await inserted(kiosk, 5_000)
  answer(kiosk, { do: 'cashEnd' })
  await at(kiosk, 'closing')
  await hall.until(() => hall.heard.filter(({ type }) => type === 'payment.credit').length > 1)
  expect(hall.commands('payment.endCash')).toEqual([])
  hall.manner.set('payment.credit', 'answer')
  await at(kiosk, 'writingOff')
  expect(counted()).toBe(5_000)
  expect(hall.commands('payment.endCash')).toMatchObject([{ short: 'credit' }])
  books.delivered()
  expect(await at(kiosk, 'cancelled')).toMatchObject({ effect: 'toBalance', fen: 5_000 })
})

test('a note that jams is in doubt: it is somebody’s work, the slip says so, and the rest counts', async () => {
  const kiosk = await start()
  await toCash(kiosk)
  await feed(10_000)
  await inserted(kiosk, 10_000)
  await acceptor.control.ask({ set: { moveMs: 1_000 } })
  await feed(5_000)
  // Before that nobody has looked at it: what jams there is of no known value.
  const place = async (): Promise<unknown> =>
    ((await acceptor.control.ask({ get: 'state' })) as { place: unknown }).place
  await expect.poll(place, { timeout: 10_000, interval: 20 }).toBe('toBox')
  await acceptor.control.ask({ fault: 'jam' })
  await kiosk.untilLogged('cash.uncertain')
  await hall.until(() => hall.commands('payment.doubtNote').length === 1)
  answer(kiosk, { do: 'cashEnd' })
  await at(kiosk, 'writingOff')
  expect(counted()).toBe(10_000)
  expect(hall.commands('payment.doubtNote')).toMatchObject([{ fen: 5_000, reason: 'jammed' }])
  books.delivered()
  await at(kiosk, 'cancelled')
  const slipped = async (): Promise<string> =>
    (await printer.control.papers()).map(({ text }) => text).find((text) => text.includes('纸币待核实')) ?? ''
  await expect.poll(slipped, { timeout: 10_000 }).toContain('50.00')
  expect(await slipped()).toContain(books.reference)
})

test('a kiosk whose box the hall counted full offers no cash, and says so to the hall', async () => {
  hall.view.cashBoxes['K1-cash'] = { fen: 8_000_000, notes: 800, since: 0 }
  const kiosk = await start()
  await toWays(kiosk)
  await kiosk.until(
    ({ payment }) =>
      payment?.session.step === 'ways' &&
      payment.session.ways.some(({ kind, problem }) => kind === 'cash' && problem === 'cashBoxFull'),
  )
  await hall.until(() =>
    hall
      .commands('device.report')
      .some(({ state }) =>
        state.consumables?.some(({ name, state: box }) => name === 'cashBox' && box === 'full'),
      ),
  )
})

test('who puts nothing in is charged nothing, and nothing is taken afterwards', async () => {
  const kiosk = await start()
  await toCash(kiosk)
  answer(kiosk, { do: 'cashEnd' })
  expect(await at(kiosk, 'cancelled')).toMatchObject({ effect: 'nothingTaken' })
  await feed(10_000)
  expect(await box()).toEqual([])
})
