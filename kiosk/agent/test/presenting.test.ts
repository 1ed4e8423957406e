import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSimulator } from '@service-hall/drivers/testing'
import { lookUntil } from '@service-hall/harness/process'
import type { RunningSimulator } from '@service-hall/drivers/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aPrinter } from './builders.ts'
import { answer, at, session, toWays } from './customer.ts'
import { PayingHall, aPayingConfig } from './paying-hall.ts'
import { startAgentProcess } from './running-agent.ts'
import type { RunningAgent } from './running-agent.ts'
import { SmallHall } from './small-hall.ts'

const CODE = '281234567890123456'
let hall: SmallHall
let books: PayingHall
let printer: RunningSimulator
let terminal: RunningSimulator
let scanner: RunningSimulator
let data: string
let agent: RunningAgent | undefined

const aDevice = (id: string, kind: string, profile: string, url: string): unknown => ({
  ...{ id, kind, profile, station: 'K1', name: { zh: id, en: id }, link: { url } },
})

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'agent-presenting-'))
  hall = new SmallHall()
  books = new PayingHall(hall)
  ;[printer, terminal, scanner] = await Promise.all([
    startSimulator('printer', { stepMs: 0 }),
    startSimulator('card-terminal', { stepMs: 0.4 }),
    startSimulator('code-scanner', { profile: 'newland', stepMs: 0.4 }),
  ])
  const key = '0123456789ABCDEF1032547698BADCFE'
  await terminal.control.ask({ keys: { pin: key, track: key } })
  const [terminalLine, scannerLine] = await Promise.all([terminal.pty(), scanner.pty()])
  await hall.open(
    aPayingConfig([
      aPrinter(printer.port),
      aDevice('K1-terminal', 'cardTerminal', 'own', terminalLine.url),
      aDevice('K1-scanner', 'codeScanner', 'newland', scannerLine.url),
    ]),
  )
})
afterEach(async () => {
  await agent?.stop()
  agent = undefined
  await Promise.all([printer.stop(), terminal.stop(), scanner.stop(), hall.close()])
  rmSync(data, { recursive: true, force: true })
})

async function toWay(wayId: string): Promise<RunningAgent> {
  const kiosk = await startAgentProcess({ hall: hall.url, data, enrolCode: 'preset-code-of-tests' })
  agent = kiosk
  await kiosk.until(({ payment }) => payment?.away === null)
  await toWays(kiosk)
  await kiosk.until(
    ({ payment }) =>
      payment?.session.step === 'ways' &&
      payment.session.ways.some((way) => way.wayId === wayId && way.problem === null),
  )
  answer(kiosk, { do: 'way', wayId })
  return kiosk
}
const act = (what: string, more: object = {}) => terminal.control.ask({ do: what, ...more })
const untilReading = () =>
  lookUntil('a terminal that reads', async () => Boolean(await terminal.control.ask({ get: 'reading' })))
const attempts = () => hall.commands('payment.attempt')
/** All that this station has written: its files and its log. */
function traces(): string {
  const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const texts = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name)).toString('latin1'))
  return `${texts.join('\n')}\n${agent?.log() ?? ''}`
}

test('a card is read with its amount and its PIN, goes to the hall in memory only, and is asked to be taken', async () => {
  const kiosk = await toWay('bankcard')
  expect(await at(kiosk, 'card')).toMatchObject({ phase: 'insert', fen: 15_000, ifCancelled: 'nothingTaken' })
  await untilReading()
  expect(await terminal.control.ask({ get: 'reading' })).toMatchObject({ fen: 15_000 })
  await act('insert', { card: 'debit' })
  await kiosk.until(({ payment }) => payment?.session.step === 'card' && payment.session.phase === 'pin')
  await act('pin')
  await hall.until(() => attempts().length === 1)
  const [attempt] = attempts()
  expect(attempt).toMatchObject({
    use: 'card',
    credential: { kind: 'card', maskedPan: '621626*********0018' },
  })
  expect(attempt?.credential).toHaveProperty('pinBlock')
  await kiosk.until(
    ({ payment }) => payment?.session.step === 'card' && payment.session.phase === 'authorising',
  )
  // What the hall has is no longer cancelled: a sale and its reversal must not pass each other.
  answer(kiosk, { do: 'cancel' })
  books.paid()
  books.delivered()
  await kiosk.until(({ payment }) => payment?.session.step === 'done' && payment.session.takeCard)
  expect(hall.commands('payment.cancel')).toEqual([])
  await act('remove')
  await kiosk.until(({ payment }) => payment?.session.step === 'done' && !payment.session.takeCard)
  const { track2 } = attempt?.credential as { track2: string }
  expect(traces()).not.toContain(track2)
  expect(traces()).not.toContain('pinBlock')
})

test('a card that is cancelled before the hall has it costs nothing, and its order is cancelled', async () => {
  const kiosk = await toWay('bankcard')
  await at(kiosk, 'card')
  await untilReading()
  answer(kiosk, { do: 'cancel' })
  expect(await at(kiosk, 'cancelled')).toMatchObject({ effect: 'nothingTaken' })
  expect(attempts()).toEqual([])
})

test('a refused card may be followed by another way', async () => {
  const kiosk = await toWay('bankcard')
  await at(kiosk, 'card')
  await untilReading()
  await act('swipe', { card: 'stripe' })
  await act('enter')
  await hall.until(() => attempts().length === 1)
  books.say({ type: 'AttemptRefused', code: '55', customer: 'wrongPin' })
  expect(await at(kiosk, 'refused')).toMatchObject({ why: 'wrongPin', canRetry: true })
  answer(kiosk, { do: 'otherWay' })
  await at(kiosk, 'ways')
})

test('a card that is pulled out before it was read costs nothing, and what is said of it has a number to ask by', async () => {
  const kiosk = await toWay('bankcard')
  await at(kiosk, 'card')
  await untilReading()
  await act('insert', { card: 'debit' })
  await kiosk.until(({ payment }) => payment?.session.step === 'card' && payment.session.phase === 'pin')
  await act('remove')
  const refused = await at(kiosk, 'refused')
  expect(refused).toMatchObject({ why: 'cardNotAccepted', canRetry: true, takeCard: false })
  expect(refused.reference).toMatch(/^K1-/)
  expect(attempts()).toEqual([])
})

test('a card whose answer never comes is unknown, with a slip, and not cancelled', async () => {
  hall.manner.set('payment.attempt', 'deaf')
  const kiosk = await toWay('bankcard')
  await at(kiosk, 'card')
  await untilReading()
  await act('swipe', { card: 'stripe' })
  await act('enter')
  await kiosk.until(
    ({ payment }) => payment?.session.step === 'unknown' && payment.session.paper.is === 'printed',
  )
  expect(session(kiosk)).toMatchObject({ taken: null, reference: books.reference })
  expect(hall.commands('payment.cancel')).toEqual([])
})

test('a customer’s code is scanned, and stays nowhere', async () => {
  const kiosk = await toWay('alipay.scan')
  await at(kiosk, 'scan')
  await scanner.control.ask({ show: CODE })
  await hall.until(() => attempts().length === 1)
  expect(attempts()).toMatchObject([{ use: 'scansCode', credential: { kind: 'paymentCode', code: CODE } }])
  await kiosk.until(({ payment }) => payment?.session.step === 'scan' && payment.session.isRead === true)
  books.paid()
  await at(kiosk, 'writingOff')
  expect(traces()).not.toContain(CODE)
})
