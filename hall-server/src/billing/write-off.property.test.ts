import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aUtility, anOrder } from '../../test/billing/utility.ts'
import type { UtilityAtHand } from '../../test/billing/utility.ts'
import type { BillingAnswer, WriteOff, WriteOffOrder } from './port.ts'

// What may never happen, under dropped and late requests and answers, repeats and whatever order they come in.

type Told = {
  key: string
  order: WriteOffOrder
  answer: { writeOffNo: string; fen: number }
  reversal: unknown
}

const FAULTS = [
  'dropRequest',
  'dropResponse',
  'delay',
  'delayAnswer',
  'reorder',
  'busy',
  'badSignature',
] as const
const fault = fc.record({
  at: fc.constantFrom('writeOff', 'reverseWriteOff', 'findWriteOff'),
  does: fc.constantFrom(...FAULTS),
  times: fc.integer({ min: 1, max: 3 }),
  after: fc.integer({ min: 0, max: 3 }),
  ms: fc.integer({ min: 1, max: 30 }),
})
/** A customer at one of several kiosks: who pays which of the bills, how often it is sent, whether it is taken back. */
const visit = fc.record({
  order: fc.integer({ min: 0, max: 4 }),
  repeats: fc.integer({ min: 1, max: 3 }),
  isTakenBack: fc.boolean(),
})

test('no bill is paid twice, one key is one write-off, and what was told is what is in the books', async () => {
  const utility = await aUtility({ accounts: 60 }, { timeoutMs: 2_000 })
  await fc.assert(
    fc.asyncProperty(
      fc.array(fault, { maxLength: 6 }),
      fc.array(visit, { minLength: 1, maxLength: 6 }),
      async (faults, visits) => {
        await utility.control('faults', faults)
        await checkVisits(utility, visits)
        await utility.control('clearFaults')
      },
    ),
    { numRuns: 40 },
  )
})

type Visit = { order: number; repeats: number; isTakenBack: boolean }

async function checkVisits(utility: UtilityAtHand, visits: readonly Visit[]): Promise<void> {
  const account = await utility.known('threeBills')
  const { bills } = account
  // Five ways to pay what is owed: all, one, the others, a part of one, all and more.
  const orders = [
    anOrder(account),
    anOrder({ ...account, bills: bills.slice(0, 1) }),
    anOrder({ ...account, bills: bills.slice(1) }),
    anOrder(account, { bills: bills.slice(0, 1).map(({ billId }) => ({ billId, fen: 5_000 })) }),
    anOrder(account, { creditFen: 300 }),
  ].filter((order) => order.bills.length > 0 || order.creditFen > 0)
  const answers = await Promise.all(
    visits.map((one) => sent(utility, orders[one.order % orders.length], one)),
  )
  const books = await utility.control<Told[]>('writeOffs')
  const now = await utility.known('threeBills')
  checkBooks(books, answers.flat())
  const standing = books.filter(({ reversal }) => reversal === null)
  for (const { billId, dueFen } of bills) {
    const here = standing
      .filter(({ key }) => orders.some((order) => order.key === key))
      .flatMap(({ order }) => order.bills.filter((bill) => bill.billId === billId))
      .reduce((sum, { fen }) => sum + fen, 0)
    const left = now.bills.find((bill) => bill.billId === billId)?.dueFen ?? 0
    expect(here + left, billId).toBe(dueFen)
  }
  await undo(utility, standing)
}

async function sent(
  { billing }: UtilityAtHand,
  order: WriteOffOrder | undefined,
  { repeats, isTakenBack }: Visit,
): Promise<[key: string, answer: BillingAnswer<WriteOff>][]> {
  if (!order) return []
  const answers = await Promise.all(
    Array.from({ length: repeats }, async (): Promise<[string, BillingAnswer<WriteOff>]> => {
      return [order.key, await billing.writeOff(order)]
    }),
  )
  if (isTakenBack)
    await billing.reverseWriteOff({ key: `back-${order.key}`, writeOffKey: order.key, reason: 'test' })
  return [...answers, [order.key, await billing.findWriteOff(order.key)]]
}

/** Each yes is one write-off in the books, the same for each repeat of its key. */
function checkBooks(books: readonly Told[], answers: readonly [string, BillingAnswer<WriteOff>][]): void {
  expect(new Set(books.map(({ key }) => key)).size).toBe(books.length)
  for (const [key, answer] of answers) {
    if (answer.is !== 'ok') continue
    const told = books.find((one) => one.key === key)
    expect(told?.answer).toMatchObject({ writeOffNo: answer.value.writeOffNo, fen: answer.value.fen })
  }
}

/** The next run finds the account as this one did. */
async function undo({ billing, control }: UtilityAtHand, standing: readonly Told[]): Promise<void> {
  await control('clearFaults')
  for (const { key } of standing) {
    const { is } = await billing.reverseWriteOff({ key: `undo-${key}`, writeOffKey: key, reason: 'undo' })
    expect(is).toBe('ok')
  }
}

test('the bills of every account add up, owed or not, and what is owed is their sum', async () => {
  const { billing, control } = await aUtility({ accounts: 300 })
  type Listed = { accountNo: string; mode: string; owedFen: number }
  const accounts = await control<Listed[]>('accounts', { limit: 300 })
  expect(new Set(accounts.map(({ mode }) => mode)).size).toBe(3)
  for (const { accountNo, mode, owedFen } of accounts) {
    const bills = await billing.bills(accountNo)
    if (bills.is !== 'ok') throw new Error(JSON.stringify(bills))
    const due = bills.value.reduce((sum, { dueFen }) => sum + dueFen, 0)
    if (mode !== 'prepaid') expect(due, accountNo).toBe(owedFen)
    for (const { components, billedFen, penaltyFen } of bills.value)
      expect(components.reduce((sum, { fen }) => sum + fen, 0)).toBe(billedFen + penaltyFen)
  }
})
