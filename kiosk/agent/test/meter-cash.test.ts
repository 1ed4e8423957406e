import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSimulator } from '@service-hall/drivers/testing'
import type { RunningSimulator } from '@service-hall/drivers/testing'
import { lookUntil } from '@service-hall/harness/process'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aPrinter } from './builders.ts'
import { answer, at, begin, session } from './customer.ts'
import { MeterBooks } from './meter-books.ts'
import { PayingHall, aPayingConfig } from './paying-hall.ts'
import { startAgentProcess } from './running-agent.ts'
import type { RunningAgent } from './running-agent.ts'
import { SmallHall } from './small-hall.ts'

// Cash for a meter card: too much goes onto it too, too little is paid out at a counter.

let hall: SmallHall
let books: PayingHall
let utility: MeterBooks
let devices: { printer: RunningSimulator; reader: RunningSimulator; acceptor: RunningSimulator }
let data: string
let agent: RunningAgent | undefined

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'agent-meter-cash-'))
  hall = new SmallHall()
  books = new PayingHall(hall)
  books.payableMs = 300_000
  utility = new MeterBooks(hall, books)
  const [printer, reader, acceptor] = await Promise.all([
    startSimulator('printer', { stepMs: 0 }),
    startSimulator('card-reader', { profile: 'crt310', stepMs: 0 }),
    startSimulator('cash-acceptor', { profile: 'id003', stepMs: 0.4 }),
  ])
  devices = { printer, reader, acceptor }
  const at = { station: 'K1', name: { zh: '设备', en: 'Device' } }
  const slot = { ...at, id: 'K1-card', kind: 'cardReader', profile: 'crt310' }
  const cash = { ...at, id: 'K1-cash', kind: 'cashAcceptor', profile: 'id003' }
  await hall.open(
    aPayingConfig([
      aPrinter(printer.port),
      { ...slot, link: { url: (await reader.pty()).url } },
      { ...cash, link: { url: (await acceptor.pty()).url } },
    ]),
  )
})
afterEach(async () => {
  await agent?.stop()
  agent = undefined
  await Promise.all([...Object.values(devices).map((one) => one.stop()), hall.close()])
  rmSync(data, { recursive: true, force: true })
})

/** To the open slot for notes, for a purchase of 50.00. */
async function toNotes(): Promise<RunningAgent> {
  const kiosk = await startAgentProcess({ hall: hall.url, data, enrolCode: 'preset-code-of-tests' })
  agent = kiosk
  await kiosk.until(({ payment }) => payment?.away === null && payment.offers.includes('meterCard'))
  begin(kiosk, 'meterCard')
  await at(kiosk, 'identify')
  await lookUntil('a card that was drawn in', async () =>
    Boolean(await devices.reader.control.ask({ do: 'insert', card: 'meter' })),
  )
  await at(kiosk, 'meterAmount')
  answer(kiosk, { do: 'amount', fen: 5_000 })
  await kiosk.until(
    ({ payment }) =>
      payment?.session.step === 'ways' &&
      payment.session.ways.some(({ kind, problem }) => kind === 'cash' && problem === null),
  )
  answer(kiosk, { do: 'way', wayId: 'cash' })
  expect(await at(kiosk, 'cashConsent')).toMatchObject({ over: 'toCard' })
  answer(kiosk, { do: 'consent' })
  await kiosk.until(({ payment }) => payment?.session.step === 'cash' && payment.session.acceptor === 'ready')
  return kiosk
}
const feed = (fen: number) => devices.acceptor.control.ask({ feed: fen })

test('what is put in over the amount is written on the meter card too', async () => {
  const kiosk = await toNotes()
  await feed(10_000)
  await hall.until(() => hall.commands('payment.endCash').length === 1)
  const { id: orderId } = books.order
  await hall.until(() => books.order.delivery !== undefined)
  hall.commit([{ type: 'MeterCardSold', orderId, saleNo: 'GD-1', count: 8 }])
  await kiosk.until(
    ({ payment }) => payment?.session.step === 'done' && payment.session.paper.is === 'printed',
  )
  expect(session(kiosk)).toMatchObject({ fen: 5_000, paidFen: 10_000, creditFen: 5_000 })
  expect(await devices.reader.control.ask({ get: 'meterCard' })).toMatchObject({
    amountFen: 10_000,
    count: 8,
  })
  const [paper] = await devices.printer.control.papers()
  expect(paper?.text).toContain('多放购电')
  expect(paper?.text).not.toContain('余额')
})

test('more than the account may have on its card comes back, and too little is paid out at a counter', async () => {
  const [account] = books.accounts
  if (account) account.plan.prepayUpToFen = 6_000
  const kiosk = await toNotes()
  await feed(2_000)
  await kiosk.until(({ payment }) => payment?.session.step === 'cash' && payment.session.insertedFen > 0)
  await feed(5_000)
  await kiosk.until(({ payment }) => payment?.session.step === 'cash' && payment.session.refused > 0)
  expect(session(kiosk)).toMatchObject({ insertedFen: 2_000, ifEnded: 'toCounter' })
  answer(kiosk, { do: 'cashEnd' })
  await kiosk.until(
    ({ payment }) => payment?.session.step === 'cancelled' && payment.session.paper.is === 'printed',
  )
  expect(session(kiosk)).toMatchObject({ effect: 'toCounter', fen: 2_000 })
  expect(hall.commands('payment.endCash')).toMatchObject([{ short: 'counter' }])
  expect(utility.keySteps).toEqual([])
})
