import { expect, test } from 'vitest'
import { aKey, aUtility, anOrder, got } from '../../test/billing/utility.ts'
import type { UtilityAtHand } from '../../test/billing/utility.ts'
import { OPERATIONS } from './rest-contract/index.ts'
import type { OperationName } from './rest-contract/index.ts'
import type { BillingAnswer } from './port.ts'

type Ask = (utility: UtilityAtHand) => Promise<() => Promise<BillingAnswer<unknown>>>

/** What has to be there for each operation, and then the question itself: always the same one. */
const ASKS: Record<OperationName, Ask> = {
  findAccounts: ofThree(
    ({ billing }, accountNo) =>
      () =>
        billing.findAccounts({ by: 'accountNo', accountNo }),
  ),
  bills: ofThree(
    ({ billing }, accountNo) =>
      () =>
        billing.bills(accountNo),
  ),
  usage: ofThree(
    ({ billing }, accountNo) =>
      () =>
        billing.usage(accountNo, 24),
  ),
  tariff: ofThree(
    ({ billing }, accountNo) =>
      () =>
        billing.tariff(accountNo),
  ),
  async writeOff({ billing, known }) {
    const order = anOrder(await known('threeBills'))
    return () => billing.writeOff(order)
  },
  async findWriteOff(utility) {
    const key = await written(utility)
    return () => utility.billing.findWriteOff(key)
  },
  async reverseWriteOff(utility) {
    const order = { key: aKey(), writeOffKey: await written(utility), reason: 'refund' }
    return () => utility.billing.reverseWriteOff(order)
  },
  invoiceTitle: ofThree(
    ({ billing }, accountNo) =>
      () =>
        billing.invoiceTitle(accountNo),
  ),
  async requestInvoice(utility) {
    const order = { key: aKey(), writeOffKey: await written(utility) }
    return () => utility.billing.requestInvoice(order)
  },
  async sellToMeterCard(utility) {
    const order = await aSale(utility)
    return () => utility.billing.sellToMeterCard(order)
  },
  async meterCardKey(utility) {
    const { key, cardSerial } = await sold(utility)
    const challenge = '0011223344556677'
    return () => utility.billing.meterCardKey({ key, ask: 'cardResponse', cardSerial, challenge })
  },
  async meterCardRead(utility) {
    const { key } = await sold(utility)
    return () => utility.billing.meterCardRead({ key, count: 8 })
  },
  async statement(utility) {
    await written(utility)
    const { day } = await utility.control<{ day: string }>('dayEnd')
    return async () => {
      const answer = await utility.billing.statement(day)
      if (answer.is !== 'ok' || !answer.value) return answer
      const value = []
      for await (const line of answer.value) value.push(line)
      return { is: 'ok', value }
    }
  },
}

function ofThree(
  ask: (utility: UtilityAtHand, accountNo: string) => () => Promise<BillingAnswer<unknown>>,
): Ask {
  return async (utility) => ask(utility, (await utility.known('threeBills')).accountNo)
}

async function written({ billing, known }: UtilityAtHand): Promise<string> {
  const order = anOrder(await known('gradeD'))
  await got(billing.writeOff(order))
  return order.key
}

async function aSale({ known }: UtilityAtHand) {
  const { accountNo, meterNo, cardSerial } = await known('meterCard')
  return { key: aKey(), accountNo, meterNo, cardSerial: cardSerial!, fen: 5_000, cardCount: 7 }
}

async function sold(utility: UtilityAtHand) {
  const sale = await aSale(utility)
  await got(utility.billing.sellToMeterCard(sale))
  return sale
}

const operations = Object.keys(OPERATIONS) as OperationName[]
/** What a try may come to; a statement is signed in its last line, and has tests of its own for that. */
const LOST = ['dropRequest', 'dropResponse', 'error500', 'busy', 'garbage']
const lostBy = (name: OperationName): string[] =>
  name === 'statement' ? LOST : [...LOST, 'badSignature', 'staleAnswer']

test.each(operations)(
  '%s gets its answer although a try is lost, late, refused or not signed',
  async (name) => {
    const utility = await aUtility({ accounts: 30 }, { timeoutMs: 400 })
    const ask = await ASKS[name](utility)
    for (const does of lostBy(name)) {
      await utility.fault(name, does)
      const { is } = await ask()
      expect([does, is]).toEqual([does, 'ok'])
    }
    await utility.fault(name, 'delay', { ms: 800 })
    expect((await ask()).is).toBe('ok')
    const used = await utility.control<Record<string, number>>('usedFaults')
    expect(Object.keys(used)).toHaveLength(lostBy(name).length + 1)
    expect((await utility.control<unknown[]>('writeOffs')).length).toBeLessThanOrEqual(1)
    expect((await utility.control<unknown[]>('sales')).length).toBeLessThanOrEqual(1)
  },
)

test.each(operations)('%s is unsure when no try gets an answer, and says why', async (name) => {
  const utility = await aUtility({ accounts: 30 })
  const ask = await ASKS[name](utility)
  const whys: Record<string, RegExp> = {
    dropRequest: /ECONNRESET|socket hang up/,
    dropResponse: /ECONNRESET|socket hang up/,
    error500: /status 500/,
    busy: /status 503/,
    garbage: /not signed|not a statement/,
    badSignature: /wrong signature/,
    staleAnswer: /stale/,
  }
  for (const does of lostBy(name)) {
    await utility.fault(name, does, { times: OPERATIONS[name].tries })
    expect(await ask()).toMatchObject({ is: 'unsure', why: expect.stringMatching(whys[does]!) as string })
  }
  expect((await ask()).is).toBe('ok')
})

test.each(['bills', 'writeOff', 'sellToMeterCard'] as const)(
  '%s with a wrong amount is not believed',
  async (name) => {
    const utility = await aUtility({ accounts: 30 })
    const ask = await ASKS[name](utility)
    await utility.fault(name, 'wrongAmount')
    expect(await ask()).toMatchObject({
      is: 'unsure',
      why: expect.stringMatching(/amount|add up|due/) as string,
    })
    expect((await ask()).is).toBe('ok')
  },
)

test('of two write-offs that overtake each other both end right, whichever is first', async () => {
  const utility = await aUtility({ accounts: 30 })
  const account = await utility.known('threeBills')
  await utility.fault('writeOff', 'reorder', { ms: 2_000 })
  const answers = await Promise.all(
    [anOrder(account), anOrder(account)].map((order) => utility.billing.writeOff(order)),
  )
  expect(answers.map((one) => (one.is === 'refused' ? one.code : one.is)).sort()).toEqual(['billPaid', 'ok'])
})

test('a write-off that was taken back before it came does not come late', async () => {
  const utility = await aUtility({ accounts: 30 }, { timeoutMs: 100 })
  const order = anOrder(await utility.known('oneBill'))
  await utility.fault('writeOff', 'delay', { times: 3, ms: 900 })
  expect((await utility.billing.writeOff(order)).is).toBe('unsure')
  expect(await utility.billing.findWriteOff(order.key)).toEqual({ is: 'refused', code: 'writeOffUnknown' })
  const giveUp = { key: aKey(), writeOffKey: order.key, reason: 'no answer' }
  expect(await utility.billing.reverseWriteOff(giveUp)).toEqual({ is: 'refused', code: 'writeOffUnknown' })
  await utility.fault('tariff', 'delay', { ms: 1_000 })
  await utility.billing.tariff(order.accountNo)
  expect(await utility.billing.writeOff(order)).toEqual({ is: 'refused', code: 'keyReused' })
  expect(await utility.control('writeOffs')).toEqual([])
  expect((await utility.known('oneBill')).owedFen).toBeGreaterThan(0)
})
