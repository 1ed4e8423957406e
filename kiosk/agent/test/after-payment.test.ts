import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSimulator } from '@service-hall/drivers/testing'
import type { RunningSimulator } from '@service-hall/drivers/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aPrinter } from './builders.ts'
import { answer, at, begin, session, toCode } from './customer.ts'
import { ACCOUNT_NO, PayingHall, aBill, aPayingConfig } from './paying-hall.ts'
import { startAgentProcess } from './running-agent.ts'
import type { RunningAgent } from './running-agent.ts'
import { SmallHall } from './small-hall.ts'

const ADDRESS = 'https://pay.hall.test/k'

let hall: SmallHall
let books: PayingHall
let printer: RunningSimulator
let data: string
let agent: RunningAgent | undefined

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'agent-after-'))
  hall = new SmallHall()
  books = new PayingHall(hall)
  printer = await startSimulator('printer', { stepMs: 0 })
  await hall.open(aPayingConfig([aPrinter(printer.port)], { receipts: { address: ADDRESS } }))
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
  await started.until(({ payment, printer: state }) => payment?.away === null && state === 'ready')
  return started
}
async function toDone(kiosk: RunningAgent) {
  await toCode(kiosk, { hall, books })
  books.paid()
  await at(kiosk, 'writingOff')
  books.delivered()
  return at(kiosk, 'done')
}
function traces(): string {
  const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  const texts = files.map(({ parentPath, name }) => readFileSync(join(parentPath, name)).toString('latin1'))
  return `${texts.join('\n')}\n${agent?.log() ?? ''}`
}
async function qrOf(kiosk: RunningAgent): Promise<string> {
  await kiosk.until(
    ({ payment }) => payment !== undefined && 'paper' in payment.session && payment.session.paper.is === 'qr',
  )
  const shown = session(kiosk)
  return 'paper' in shown && shown.paper.is === 'qr' ? shown.paper.url : ''
}

test('the customer chooses the phone: a code whose secret the hall knows by its hash only, and no paper', async () => {
  const kiosk = await start()
  expect(await toDone(kiosk)).toMatchObject({ paper: { is: 'none' }, receiptQr: true, canInvoice: true })
  answer(kiosk, { do: 'receiptQr' })
  const url = await qrOf(kiosk)
  expect(url).toMatch(/^https:\/\/pay\.hall\.test\/k\/receipts\/[\w-]{32}$/)
  const secret = url.slice(-32)
  const tokenHash = createHash('sha256').update(secret).digest('hex')
  expect(hall.commands('payment.linkReceipt')).toMatchObject([{ orderId: books.order.id, tokenHash }])
  expect(await printer.control.papers()).toEqual([])
  answer(kiosk, { do: 'leave' })
  await at(kiosk, 'idle')
  expect(traces()).not.toContain(secret)
})

test('the customer chooses paper, and gets it once', async () => {
  const kiosk = await start()
  await toDone(kiosk)
  answer(kiosk, { do: 'print', what: 'receipt' })
  await kiosk.until(
    ({ payment }) => payment?.session.step === 'done' && payment.session.paper.is === 'printed',
  )
  expect(session(kiosk)).toMatchObject({ receiptQr: false })
  expect(await printer.control.papers()).toHaveLength(1)
  expect(hall.commands('payment.linkReceipt')).toEqual([])
})

test('without paper the code comes by itself, also where the result is not known', async () => {
  const kiosk = await start()
  await toCode(kiosk, { hall, books })
  await printer.control.fault('paperOut')
  await kiosk.until(({ printer: state }) => state === 'unavailable')
  books.say({ type: 'AttemptClosing', cause: 'expired' })
  books.say({ type: 'AttemptUnsure', why: 'timeout', personAt: Date.now() + 600_000 })
  await at(kiosk, 'unknown')
  expect(await qrOf(kiosk)).toContain('/receipts/')
})

test('a rating is one touch, reaches the hall once, and may be left out', async () => {
  const kiosk = await start()
  expect(await toDone(kiosk)).toMatchObject({ rating: { level: null } })
  answer(kiosk, { do: 'rate', level: 4 })
  await hall.until(() => hall.commands('payment.rate').length === 1)
  await kiosk.until(({ payment }) => payment?.session.step === 'done' && payment.session.rating?.level === 4)
  answer(kiosk, { do: 'rate', level: 1 })
  answer(kiosk, { do: 'leave' })
  await at(kiosk, 'idle')
  expect(hall.commands('payment.rate')).toMatchObject([{ orderId: books.order.id, level: 4 }])
})

test('an invoice is asked for once the customer has seen whom it is made out to, and issued in its time', async () => {
  const kiosk = await start()
  await toDone(kiosk)
  answer(kiosk, { do: 'invoice' })
  const confirm = await at(kiosk, 'invoice')
  expect(confirm).toMatchObject({
    ...{ title: { title: '张**' }, months: ['2025-11', '2025-12'], fen: 15_000 },
    ...{ reference: books.reference, standing: { is: 'confirm' } },
  })
  expect(books.asked.filter(({ ask }) => ask === 'invoice')).toEqual([])
  answer(kiosk, { do: 'invoiceConfirm' })
  await kiosk.until(
    ({ payment }) =>
      payment?.session.step === 'invoice' &&
      payment.session.standing.is === 'made' &&
      payment.session.standing.isIssued,
  )
  expect(session(kiosk)).toMatchObject({
    standing: { invoiceNo: 'FP-0001', url: 'https://invoice.example/FP-0001' },
  })
  answer(kiosk, { do: 'back' })
  await at(kiosk, 'done')
})

test('an invoice that nobody can tell of is asked for again, and a no says why', async () => {
  const kiosk = await start()
  books.bills = [{ ...aBill('2025-11', 0), billedFen: 5_000, paidFen: 5_000 }]
  books.invoiceNo = { is: 'away' }
  begin(kiosk, 'inquiry')
  await at(kiosk, 'identify')
  answer(kiosk, { do: 'accountNo', accountNo: ACCOUNT_NO })
  await kiosk.until(
    ({ payment }) => payment?.session.step === 'inquiry' && payment.session.bills.is === 'here',
  )
  answer(kiosk, { do: 'invoice', billId: 'B-2025-11' })
  await at(kiosk, 'invoice')
  answer(kiosk, { do: 'invoiceConfirm' })
  const stands = (is: string) =>
    kiosk.until(({ payment }) => payment?.session.step === 'invoice' && payment.session.standing.is === is)
  await stands('away')
  books.invoiceNo = { is: 'refused', code: 'invoiceNotAllowed' }
  answer(kiosk, { do: 'invoiceConfirm' })
  await stands('refused')
  expect(session(kiosk)).toMatchObject({ standing: { why: 'notAllowed' }, reference: null })
  expect(books.asked.filter(({ ask }) => ask === 'invoice')).toMatchObject([
    { of: { accountNo: ACCOUNT_NO, billId: 'B-2025-11' } },
    { of: { billId: 'B-2025-11' } },
  ])
  answer(kiosk, { do: 'back' })
  await at(kiosk, 'inquiry')
})

test('an inquiry is printed on request: account, balance, tariff in force, and two years of usage as bars', async () => {
  books.usage = Array.from({ length: 24 }, (_, index) => ({
    month: `${2024 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`,
    ...{ milliKwh: (index + 1) * 10_000, fen: 100 * index },
  }))
  const kiosk = await start()
  begin(kiosk, 'inquiry')
  await at(kiosk, 'identify')
  answer(kiosk, { do: 'accountNo', accountNo: ACCOUNT_NO })
  await kiosk.until(
    ({ payment }) =>
      payment?.session.step === 'inquiry' &&
      [payment.session.bills, payment.session.usage, payment.session.tariff].every(({ is }) => is === 'here'),
  )
  expect(session(kiosk)).toMatchObject({ canPrint: true, print: 'idle' })
  answer(kiosk, { do: 'print', what: 'usage' })
  await kiosk.until(
    ({ payment }) => payment?.session.step === 'inquiry' && payment.session.print === 'printed',
  )
  answer(kiosk, { do: 'print', what: 'bills' })
  await expect.poll(async () => (await printer.control.papers()).length).toBe(2)
  const [usage, bills] = (await printer.control.papers()).map(({ text }) => text)
  for (const text of [usage, bills])
    for (const said of ['电费查询', '执行电价', '居民阶梯电价', '0.5880', '2025-01-01', '账户余额', '150.00'])
      expect(text).toContain(said)
  expect(usage).toMatch(/2024-01 +# /)
  expect(usage).toMatch(/2025-12 +#{22} +240/)
  expect(usage?.match(/20\d\d-\d\d +#/g)).toHaveLength(24)
  expect(bills).toMatch(/2025-12 .*100\.00/)
  answer(kiosk, { do: 'leave' })
  await at(kiosk, 'idle')
  expect(traces()).not.toContain(ACCOUNT_NO)
})
