import { orderState } from '@service-hall/contract'
import type { PaymentOrder } from '@service-hall/contract'
import { aHallFile, command, freshId } from '@service-hall/contract/testing'
import { freePort } from '@service-hall/harness/ports'
import { lookUntil } from '@service-hall/harness/process'
import { openWorkFolder } from '@service-hall/harness/work-folder'
import { askControl, startAcquirer, startOutside } from '@service-hall/harness/sandbox'
import type { Acquirer, Outside } from '@service-hall/harness/sandbox'
import { systemClock } from '@service-hall/server-kit'
import { aClock } from '@service-hall/server-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aCard } from '../../test/payment/bank-card.ts'
import { WITH_PAYMENTS, brokenInvariants } from '../../test/payments.ts'
import { startServer } from '../../test/server.ts'
import type { TestServer } from '../../test/server.ts'
import type { Client } from '../../test/client.ts'

// A hall server against the sandboxes, each a process of its own, over real sockets.

let outside: Outside
let acquirer: Acquirer
let removeFolder: () => Promise<void>
beforeAll(async () => {
  const folder = await openWorkFolder('outside')
  removeFolder = folder.remove
  acquirer = await startAcquirer()
  outside = await startOutside({
    folder: folder.path,
    hall: `http://127.0.0.1:${await freePort()}`,
    terminals: ['K1'],
    // With fixed keys, so that a test can be the card terminal.
    channels: { bankCard: { port: acquirer.port, answerMs: 2_000 } },
  })
})
afterAll(async () => {
  await outside.stop()
  await acquirer.close()
  await removeFolder()
})

type Bills = { billId: string; month: string; fen: number }[]
type Known = { accountNo: string; bills: { billId: string; dueFen: number }[] }

async function aHall(): Promise<{ server: TestServer; kiosk: Client }> {
  const file = aHallFile({ change: WITH_PAYMENTS })
  const server = await startServer({ file, clock: systemClock, paymentSystems: outside.systemsFile })
  return { server, kiosk: await server.station('K1') }
}

async function billsOf(name: string): Promise<{ accountNo: string; bills: Bills }> {
  const known = await outside.ask<Record<string, Known>>('utility', 'wellKnown')
  const { accountNo, bills } = known[name]!
  const owed = bills.filter(({ dueFen }) => dueFen > 0)
  // Ids of the sandbox's bills end in their month.
  return {
    accountNo,
    bills: owed.map(({ billId, dueFen }) => ({ billId, month: monthIn(billId), fen: dueFen })),
  }
}
function monthIn(billId: string): string {
  const digits = /(\d{4})(\d{2})$/.exec(billId)
  return `${digits?.[1]}-${digits?.[2]}`
}

const orderIn = (server: TestServer, id: string): PaymentOrder => server.hall.state.view.payments[id]!
const stateOf = (server: TestServer, id: string): string => orderState(orderIn(server, id))

async function openOrder({ kiosk }: { kiosk: Client }, name: string): Promise<string> {
  const { accountNo, bills } = await billsOf(name)
  const answer = await kiosk.send(
    command('payment.open', { purpose: 'bills', accountNo, bills, creditFen: 0, id: freshId(Date.now()) }),
  )
  if (!answer.ok || !answer.result.paymentOrderId) throw new Error(JSON.stringify(answer))
  return answer.result.paymentOrderId
}

async function startAttempt(
  kiosk: Client,
  orderId: string,
  channel: string,
  more: object = { use: 'showsCode' },
): Promise<void> {
  const asked = {
    ...command('payment.attempt', { orderId, channel, use: 'showsCode' }),
    id: freshId(Date.now()),
    ...more,
  }
  expect(await kiosk.send(asked)).toMatchObject({ ok: true })
}

test.each([
  ['alipay', 'threeBills', 'alipay'],
  ['wechat', 'penalty', 'wechat'],
  ['unionpay', 'business', 'unionpay'],
] as const)(
  'bills are paid by %s: the code is shown, paid, written off at the utility',
  async (channel, account, sandbox) => {
    const hall = await aHall()
    const orderId = await openOrder(hall, account)
    await startAttempt(hall.kiosk, orderId, channel)
    const attempt = (): PaymentOrder['attempts'][0] => orderIn(hall.server, orderId).attempts.at(-1)!
    await lookUntil('the code to be there', () => attempt().state === 'payable')
    const { channelNo } = attempt()
    await outside.ask(sandbox, 'pay', { channelNo, orderId: channelNo, no: channelNo })
    await lookUntil('it to be written off', () => stateOf(hall.server, orderId) === 'delivered')
    const written = await outside.ask<{ key: string; fen: number }[]>('utility', 'writeOffs')
    expect(written.filter(({ key }) => key === orderId)).toHaveLength(1)
    expect(brokenInvariants(hall.server.hall.state, hall.server.hall.now())).toEqual([])
  },
)

test('who gives it up and pays after all gets the money back', async () => {
  const hall = await aHall()
  const orderId = await openOrder(hall, 'oneBill')
  await startAttempt(hall.kiosk, orderId, 'unionpay')
  await lookUntil(
    'the code to be there',
    () => orderIn(hall.server, orderId).attempts[0]?.state === 'payable',
  )
  expect(
    await hall.kiosk.send({ ...command('payment.cancel', { orderId }), id: freshId(Date.now()) }),
  ).toMatchObject({
    ok: true,
  })
  // UnionPay closes no code before its time: until then whoever has it can pay.
  await outside.ask('unionpay', 'pay', { orderId: orderIn(hall.server, orderId).attempts[0]!.channelNo })
  await lookUntil('the money to be on its way back', () => stateOf(hall.server, orderId) === 'returned')
  expect(orderIn(hall.server, orderId)).toMatchObject({ heldFen: 0, delivery: null })
  expect(brokenInvariants(hall.server.hall.state, hall.server.hall.now())).toEqual([])
})

test('an answer that is lost after its effect, and a server that is started again, double nothing', async () => {
  const hall = await aHall()
  await outside.ask('utility', 'faults', [{ at: 'writeOff', does: 'dropResponse', times: 2 }])
  const orderId = await openOrder(hall, 'gradeD')
  await startAttempt(hall.kiosk, orderId, 'alipay')
  await lookUntil(
    'the code to be there',
    () => orderIn(hall.server, orderId).attempts[0]?.state === 'payable',
  )
  const { channelNo } = orderIn(hall.server, orderId).attempts[0]!
  const again = await hall.server.restart()
  await outside.ask('alipay', 'pay', { channelNo })
  await lookUntil('it to be written off', () => stateOf(again, orderId) === 'delivered')
  const written = await outside.ask<{ key: string }[]>('utility', 'writeOffs')
  expect(written.filter(({ key }) => key === orderId)).toHaveLength(1)
  expect(brokenInvariants(again.hall.state, again.hall.now())).toEqual([])
})

type SettledBatch = { state: string; asked: number }

test('when the day is over a batch is settled, once, also when the server ends in its middle', async () => {
  const file = aHallFile({ change: WITH_PAYMENTS })
  const clock = aClock(Date.now())
  const server = await startServer({ file, clock, paymentSystems: outside.systemsFile })
  const kiosk = await server.station('K1')
  const orderId = await openOrder({ kiosk }, 'oneBill')
  await startAttempt(kiosk, orderId, 'bankCard', { use: 'card', credential: aCard() })
  await lookUntil('it to be written off', () => stateOf(server, orderId) === 'delivered')
  const batches = () => askControl<SettledBatch[]>(acquirer.control, 'batches')
  expect(await batches()).toEqual([])
  await askControl(acquirer.control, 'faults', [{ at: 'settlement', does: 'dropResponse', times: 1 }])
  clock.advance(24 * 3_600_000)
  await lookUntil('the host to have heard of it', async () => (await batches()).length === 1)
  expect(Object.values(server.hall.state.view.settlements)).toMatchObject([{ state: 'sending', sales: 1 }])
  const again = await server.restart()
  const rows = () => Object.values(again.hall.state.view.settlements)
  await lookUntil('it to be settled', () => rows()[0]?.state === 'agreed')
  expect(await batches()).toMatchObject([{ state: 'agreed', asked: 2 }])
  const facts = async (): Promise<string[]> => {
    const types: string[] = []
    for await (const { fact } of again.hall.facts({ from: 1, to: again.hall.committedNumber }))
      if (['SettlementAsked', 'SettlementFailed', 'BatchSettled'].includes(fact.type)) types.push(fact.type)
    return types
  }
  await lookUntil('it to be on disk', async () => (await facts()).includes('BatchSettled'))
  expect(await facts()).toEqual(['SettlementAsked', 'BatchSettled'])
  expect(brokenInvariants(again.hall.state, again.hall.now())).toEqual([])
})
