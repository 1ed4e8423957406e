import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSimulator } from '@service-hall/drivers/testing'
import type { RunningSimulator } from '@service-hall/drivers/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aPrinter } from './builders.ts'
import { answer, at, begin, intent, session, toCode, toWays } from './customer.ts'
import { ACCOUNT_NO, PayingHall, aPayingConfig, anAccount } from './paying-hall.ts'
import { startAgentProcess } from './running-agent.ts'
import type { RunningAgent } from './running-agent.ts'
import { SmallHall } from './small-hall.ts'

let hall: SmallHall
let books: PayingHall
let printer: RunningSimulator
let data: string
let agent: RunningAgent | undefined

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'agent-payment-'))
  hall = new SmallHall()
  books = new PayingHall(hall)
  printer = await startSimulator('printer', { stepMs: 0 })
  await hall.open(aPayingConfig([aPrinter(printer.port)]))
})
afterEach(async () => {
  await agent?.stop()
  agent = undefined
  await printer.stop()
  await hall.close()
  rmSync(data, { recursive: true, force: true })
})

async function start(): Promise<RunningAgent> {
  const started = await startAgentProcess({ hall: hall.url, data, enrolCode: 'preset-code-of-tests' })
  agent = started
  await started.until(({ payment }) => payment?.away === null)
  return started
}
/** All that this station has written: its files and its log. */
function traces(): string {
  const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const texts = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name)).toString('latin1'))
  return `${texts.join('\n')}\n${agent?.log() ?? ''}`
}

test('bills are paid by a code on the screen, and the receipt says what for, how and by which number', async () => {
  const kiosk = await start()
  const code = await toCode(kiosk, { hall, books })
  expect(code).toMatchObject({ fen: 15_000, qr: 'https://pay.example/1', reference: books.reference })
  expect(code.leftMs).toBeGreaterThan(50_000)
  expect(hall.commands('payment.open')).toMatchObject([
    {
      purpose: 'bills',
      accountNo: ACCOUNT_NO,
      creditFen: 0,
      bills: [{ month: '2025-11' }, { month: '2025-12' }],
    },
  ])
  books.paid()
  await at(kiosk, 'writingOff')
  books.delivered()
  await kiosk.until(
    ({ payment }) => payment?.session.step === 'done' && payment.session.paper.is === 'printed',
  )
  expect(session(kiosk)).toMatchObject({ paidFen: 15_000, creditFen: 0, balanceFen: 1_234 })
  const [paper, ...more] = await printer.control.papers()
  expect(more).toEqual([])
  for (const said of [
    '2025-11',
    '50.00',
    '100.00',
    '150.00',
    '支付宝',
    'W-778899',
    '12.34',
    '138****0000',
    '3300****2345',
  ])
    expect(paper?.text).toContain(said)
  expect(paper?.text).toContain(books.reference)
  answer(kiosk, { do: 'leave' })
  await at(kiosk, 'idle')
  expect(traces()).not.toContain(ACCOUNT_NO)
})

test('an answer to a question that is over does nothing, and an account number is asked again where it is unknown', async () => {
  const kiosk = await start()
  const paymentId = begin(kiosk)
  const first = await at(kiosk, 'identify')
  answer(kiosk, { do: 'accountNo', accountNo: '3300000099999' })
  await kiosk.until(
    ({ payment }) => payment?.session.step === 'identify' && payment.session.problem === 'accountUnknown',
  )
  kiosk.post(intent(paymentId, first.stepNo, { do: 'accountNo', accountNo: ACCOUNT_NO }))
  await kiosk.untilLogged('payment.ignored')
  expect(session(kiosk)).toMatchObject({ step: 'identify', problem: 'accountUnknown' })
  // The same visit is not begun twice.
  kiosk.post(intent(paymentId, 0, { do: 'begin', purpose: 'pay' }))
  answer(kiosk, { do: 'accountNo', accountNo: ACCOUNT_NO })
  await at(kiosk, 'bills')
})

test('a cancelled code is closed by the hall, and the customer is told that nothing was taken', async () => {
  const kiosk = await start()
  await toCode(kiosk, { hall, books })
  answer(kiosk, { do: 'cancel' })
  await at(kiosk, 'closing')
  books.say({ type: 'AttemptClosed' })
  expect(await at(kiosk, 'cancelled')).toMatchObject({ effect: 'nothingTaken', paper: { is: 'none' } })
})

test('who pays after having cancelled is told that it comes back, on paper too', async () => {
  const kiosk = await start()
  await toCode(kiosk, { hall, books })
  answer(kiosk, { do: 'cancel' })
  await at(kiosk, 'closing')
  books.paid()
  await kiosk.until(
    ({ payment }) => payment?.session.step === 'unknown' && payment.session.paper.is === 'printed',
  )
  expect(session(kiosk)).toMatchObject({ goesBack: true, taken: true })
  const [paper] = await printer.control.papers()
  expect(paper?.text).toContain('款项退回通知')
  expect(paper?.text).toContain(books.reference)
})

test('a channel that cannot tell leaves nobody unsure: reference, time and slip', async () => {
  const kiosk = await start()
  await toCode(kiosk, { hall, books })
  books.say({ type: 'AttemptClosing', cause: 'expired' })
  books.say({ type: 'AttemptUnsure', why: 'timeout', personAt: Date.now() + 600_000 })
  await kiosk.until(
    ({ payment }) => payment?.session.step === 'unknown' && payment.session.paper.is === 'printed',
  )
  expect(session(kiosk)).toMatchObject({ taken: null, reference: books.reference })
  const [paper] = await printer.control.papers()
  expect(paper?.text).toContain('缴费结果待确认')
  answer(kiosk, { do: 'leave' })
  await at(kiosk, 'idle')
  expect(hall.commands('payment.cancel')).toEqual([])
})

test('a refused payment may be made in another way, as another attempt of the same order', async () => {
  const kiosk = await start()
  await toCode(kiosk, { hall, books })
  books.say({ type: 'AttemptRefused', code: 'X', customer: 'notEnoughMoney' })
  expect(await at(kiosk, 'refused')).toMatchObject({ why: 'notEnoughMoney', canRetry: true })
  answer(kiosk, { do: 'otherWay' })
  await at(kiosk, 'ways')
  answer(kiosk, { do: 'way', wayId: 'alipay' })
  await hall.until(() => hall.commands('payment.attempt').length === 2)
  books.payable('https://pay.example/2')
  expect(await at(kiosk, 'code')).toMatchObject({ qr: 'https://pay.example/2' })
  expect(hall.commands('payment.open')).toHaveLength(1)
})

test('who leaves before paying leaves nothing: the order is cancelled, and the account forgotten', async () => {
  const kiosk = await start()
  await toCode(kiosk, { hall, books })
  books.say({ type: 'AttemptRefused', code: 'X', customer: 'limit' })
  await at(kiosk, 'refused')
  answer(kiosk, { do: 'leave' })
  await at(kiosk, 'idle')
  await hall.until(() => hall.commands('payment.cancel').length === 1)
  expect(traces()).not.toContain(ACCOUNT_NO)
})

test('a kiosk killed while its customer pays goes on with the payment where it stood', async () => {
  const kiosk = await start()
  const { paymentId, stepNo } = await toCode(kiosk, { hall, books })
  await kiosk.kill()
  books.paid()
  agent = await startAgentProcess({ hall: hall.url, data })
  const shown = await at(agent, 'writingOff')
  expect(shown.paymentId).toBe(paymentId)
  expect(shown.stepNo).toBeGreaterThan(stepNo + 100)
  books.delivered()
  await agent.until(
    ({ payment }) => payment?.session.step === 'done' && payment.session.paper.is === 'printed',
  )
  expect((await printer.control.papers())[0]?.text).toContain('3300****2345')
})

test('an order whose machine died before it knew of it is cancelled, so that its bills can be paid', async () => {
  hall.manner.set('payment.open', 'swallowAnswer')
  const kiosk = await start()
  await toWays(kiosk)
  answer(kiosk, { do: 'way', wayId: 'alipay' })
  await hall.until(() => hall.commands('payment.open').length === 1)
  await kiosk.kill()
  agent = await startAgentProcess({ hall: hall.url, data })
  await hall.until(() => hall.commands('payment.cancel').length === 1)
  expect(hall.commands('payment.cancel')).toMatchObject([{ orderId: books.order.id }])
})

test('billing that does not answer is said, and asked again by a touch', async () => {
  const kiosk = await start()
  books.isBillingAway = true
  begin(kiosk)
  await at(kiosk, 'identify')
  answer(kiosk, { do: 'accountNo', accountNo: ACCOUNT_NO })
  expect(await at(kiosk, 'away')).toMatchObject({ what: 'billing' })
  books.isBillingAway = false
  answer(kiosk, { do: 'again' })
  await at(kiosk, 'bills')
})

test('of several accounts one is chosen, and an inquiry shows what is to be had', async () => {
  books.accounts = [anAccount(), anAccount('3300000054321')]
  const kiosk = await start()
  begin(kiosk, 'inquiry')
  await at(kiosk, 'identify')
  answer(kiosk, { do: 'accountNo', accountNo: '3300000054321' })
  await kiosk.until(
    ({ payment }) =>
      payment?.session.step === 'inquiry' &&
      payment.session.bills.is === 'here' &&
      payment.session.usage.is === 'away',
  )
  expect(session(kiosk)).toMatchObject({
    account: { accountNo: '3300000054321' },
    canPay: true,
    usage: { is: 'away' },
  })
  answer(kiosk, { do: 'payNow' })
  await at(kiosk, 'bills')
})

test('ways that the machine cannot take are shown with a reason', async () => {
  const kiosk = await start()
  await toWays(kiosk)
  const { ways } = await at(kiosk, 'ways')
  expect(ways.map(({ wayId, problem }) => [wayId, problem])).toEqual([
    ['alipay', null],
    ['alipay.scan', 'noDevice'],
    ['bankcard', 'noDevice'],
    ['cash', 'noDevice'],
  ])
})

test('whoever asks for the queue of what the kiosk does as well is told so, while it does', async () => {
  const kiosk = await start()
  expect(kiosk.view().payment).toMatchObject({ instead: [{ serviceId: 'pay', purpose: 'pay' }] })
})
