import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { stateFold } from '@service-hall/hall-server/state'
import { endOf } from '@service-hall/harness/process'
import { openJournal } from '@service-hall/journal'
import { expect, onTestFinished, test } from 'vitest'

const ofOrder = { orderId: 'order-1' }
const ofAttempt = { ...ofOrder, attemptId: 'attempt-1' }
const bills = [{ billId: 'B1', month: '2025-12', fen: 12_345 }]
const channelNo = 'P'.padEnd(28, '0')
const OPENED = {
  ...{
    type: 'PaymentOrderOpened',
    ...ofOrder,
    purpose: 'bills',
    accountNo: '3100000001',
    bills,
    creditFen: 0,
  },
  ...{ totalFen: 12_345, stationId: 'K1', until: 900_000, by: 'station:K1' },
}
const PAID = [
  OPENED,
  {
    ...{ type: 'AttemptOpened', ...ofAttempt, channel: 'alipay', use: 'showsCode', channelNo },
    ...{ fen: 12_345, until: 60_000, terminalId: 'K1' },
  },
  {
    ...{ type: 'AttemptPaid', ...ofAttempt, channel: 'alipay', channelNo, tradeNo: 'T1', fen: 12_345 },
    ...{ paidAt: 1_000, by: 'query', late: false },
  },
  { type: 'DeliveryStarted', ...ofOrder, key: 'order-1', bills, creditFen: 0, fen: 12_345 },
]
const DELIVERED = { type: 'Delivered', ...ofOrder, writeOffNo: 'W1', fen: 12_345 }
/** Money that went back of an order that nobody has. */
const STRAY = {
  ...{ type: 'Refunded', orderId: 'order-2', refundId: 'refund-2', fen: 5, by: 'system' },
  via: { is: 'channel', channel: 'alipay', tradeNo: 'T2' },
}

async function aHall(facts: readonly object[]) {
  const data = mkdtempSync(join(tmpdir(), 'books-'))
  let now = 1_000
  const journal = await openJournal({ path: join(data, 'journal.sqlite'), clock: () => now, horizonMs: 0 })
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  const append = async (more: readonly object[]): Promise<void> => {
    for (const fact of more) await journal.append({ facts: [fact as { type: string }] })
  }
  await append(facts)
  return { data, journal, append, wait: (ms: number) => (now += ms) }
}

async function verify(...args: string[]) {
  const { code, out, error } = await endOf(
    spawn(process.execPath, [join(import.meta.dirname, 'verify.ts'), ...args]),
  )
  return { code, lines: out.trim().split('\n'), error }
}

test('books that balance are said to do so, after every fact', async () => {
  const { data, journal } = await aHall([...PAID, DELIVERED])
  await journal.close()
  const { code, lines } = await verify(data)
  expect(code).toBe(0)
  expect(lines[1]).toBe('The books balance after every fact from 1 to 5, 1 payment orders.')
  const [line = ''] = (await verify(data, '--json')).lines
  expect(JSON.parse(line)).toMatchObject({
    isWhole: true,
    books: { isBalanced: true, accounts: { 'channel:alipay': 12_345, billing: -12_345, customer: 0 } },
  })
})

test('the first fact after which the books do not balance is named, and the code is 1', async () => {
  const { data, journal } = await aHall([...PAID, STRAY, DELIVERED])
  await journal.close()
  const { code, lines } = await verify(data)
  expect(code).toBe(1)
  expect(lines[1]).toBe(
    'The books do not balance after fact 5: customers are owed 12340 fen, and orders hold 12345.',
  )
})

test('where the oldest facts were pruned the books begin from the snapshot, and that is said', async () => {
  const { data, journal, append, wait } = await aHall(PAID)
  const { state, number } = await journal.restore(stateFold as never)
  await journal.saveSnapshot({ number, schema: stateFold.schema, state, at: 1_000 })
  wait(1_000)
  await append([DELIVERED])
  await journal.prune({ before: 1_500 })
  await journal.close()
  const { code, lines } = await verify(data, '--export', join(data, 'orders.jsonl'))
  expect(code).toBe(0)
  expect(lines[1]).toBe(
    'The books balance after every fact from 5 to 5, 1 payment orders (what came before fact 5 was pruned: begun from the snapshot of it).',
  )
  expect(JSON.parse(readFileSync(join(data, 'orders.jsonl'), 'utf8'))).toMatchObject({ state: 'delivered' })
})

test.each([
  ['what a customer is owed', '"heldFen":12345', '"heldFen":345'],
  ['an account of the books', '"channel:alipay":12345', '"channel:alipay":99345'],
  ['a trade that was counted', '"alipay/T1":{"days":0}', '"alipay/T9":{"days":0}'],
])(
  'a snapshot in which somebody changed %s is named, though its digest was made anew',
  async (_, was, is) => {
    const { data, journal, append } = await aHall(PAID)
    const { state, number } = await journal.restore(stateFold as never)
    const told = JSON.stringify(state)
    expect(told).toContain(was)
    const changed = JSON.parse(told.replaceAll(was, is)) as never
    await journal.saveSnapshot({ number, schema: stateFold.schema, state: changed, at: 1_000 })
    await append([DELIVERED])
    await journal.close()
    const { code, lines } = await verify(data)
    expect(code).toBe(1)
    expect(lines[1]).toBe(
      'The books do not balance after fact 4: its snapshot does not say what the facts up to it do.',
    )
  },
)

test('each order is exported as one line, without its account, with who acts next', async () => {
  const { data, journal } = await aHall([...PAID, { ...OPENED, orderId: 'order-2' }])
  await journal.close()
  const file = join(data, 'orders.jsonl')
  expect((await verify(data, '--export', file)).code).toBe(0)
  const text = readFileSync(file, 'utf8')
  expect(text).not.toContain('3100000001')
  const [first, second] = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as object)
  expect(first).toEqual({
    ...{ id: 'order-1', purpose: 'bills', account: '****0001', stationId: 'K1', counterId: null },
    ...{ openedAt: 1_000, bills, creditFen: 0, totalFen: 12_345, state: 'paid', heldFen: 12_345 },
    ...{ cancelled: null, endedAt: null, refunds: [] },
    attempts: [
      {
        ...{ id: 'attempt-1', channel: 'alipay', use: 'showsCode', channelNo, terminalId: 'K1', trace: null },
        ...{ state: 'paid', fen: 12_345, receivedFen: 12_345, tradeNo: 'T1', surplusTradeNos: [] },
        ...{ creditIds: [], openedAt: 1_000, paidAt: 1_000, refusal: null, returnedFen: null },
        settledBy: null,
      },
    ],
    delivery: {
      ...{ key: 'order-1', state: 'due', bills, creditFen: 0, fen: 12_345 },
      ...{ writeOffNo: null, saleNo: null, count: null, code: null },
    },
    obligations: [{ kind: 'deliver', owner: 'system', fen: 12_345, since: 1_000, nextAt: 1_000 }],
  })
  expect(second).toMatchObject({
    id: 'order-2',
    state: 'open',
    obligations: [{ kind: 'pay', owner: 'customer' }],
  })
})

test('a journal that is no hall’s has no books, and nothing to export', async () => {
  const { data, journal } = await aHall([{ type: 'One' }])
  await journal.close()
  expect((await verify(data)).lines).toHaveLength(1)
  const { code, error } = await verify(data, '--export', join(data, 'orders.jsonl'))
  expect(code).toBe(2)
  expect(error).toContain('no payment orders')
})
