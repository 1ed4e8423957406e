import { expect, test } from 'vitest'
import { aKey, aUtility, anOrder, got } from '../../test/billing/utility.ts'
import { monthAt } from './client/checks.ts'

test('an account is found by its number, old or new, by ID card, meter card and barcode', async () => {
  const { billing, known } = await aUtility()
  const [three, card] = [await known('threeBills'), await known('meterCard')]
  const [found] = await got(billing.findAccounts({ by: 'accountNo', accountNo: three.accountNo }))
  expect(found).toMatchObject({
    accountNo: three.accountNo,
    maskedName: '王**',
    mode: 'postpaid',
    owedFen: three.owedFen,
    creditGrade: 'B',
    plan: { partFromFen: 5_000, oldestFirst: false },
  })
  const old = { by: 'accountNo', accountNo: three.accountNo.slice(-10) } as const
  expect(await got(billing.findAccounts(old))).toEqual([found])
  expect(await got(billing.findAccounts({ by: 'idNumber', idNumber: three.idNumber }))).toContainEqual(found)
  const { barcode } = three.bills[0]!
  expect(await got(billing.findAccounts({ by: 'billBarcode', barcode }))).toEqual([found])
  const byCard = { by: 'meterCard', cardSerial: card.cardSerial!, meterNo: card.meterNo } as const
  expect(await got(billing.findAccounts(byCard))).toMatchObject([{ accountNo: card.accountNo }])
  expect(await billing.findAccounts({ ...byCard, meterNo: '990000000018' })).toEqual({
    is: 'refused',
    code: 'cardMismatch',
  })
})

test('what is no account, is none’s, or is closed, is refused by its code', async () => {
  const { billing, known } = await aUtility()
  const unknown = { is: 'refused', code: 'accountUnknown' }
  expect(await billing.findAccounts({ by: 'accountNo', accountNo: '12' })).toEqual(unknown)
  expect(await billing.findAccounts({ by: 'accountNo', accountNo: '9900000000000' })).toEqual(unknown)
  expect(await billing.findAccounts({ by: 'billBarcode', barcode: '12345678901234567890' })).toEqual(unknown)
  const { accountNo } = await known('closed')
  expect(await billing.bills(accountNo)).toEqual({ is: 'refused', code: 'accountClosed' })
})

test('24 months of bills, usage and the tariff in force', async () => {
  const { billing, known } = await aUtility()
  const three = await known('threeBills')
  const bills = await got(billing.bills(three.accountNo))
  expect(bills).toHaveLength(24)
  const owed = bills.filter(({ dueFen }) => dueFen > 0)
  expect(owed.map(({ billId, dueFen }) => ({ billId, dueFen }))).toEqual(
    three.bills.map(({ billId, dueFen }) => ({ billId, dueFen })),
  )
  expect(owed[0]!.penaltyFen).toBeGreaterThan(0)
  const usage = await got(billing.usage(three.accountNo, 24))
  expect(usage.map(({ month, milliKwh, fen }) => [month, milliKwh, fen])).toEqual(
    bills.map(({ month, usageMilliKwh, billedFen }) => [month, usageMilliKwh, billedFen]),
  )
  expect(usage.at(-1)!.month < monthAt(Date.now())).toBe(true)
  const tariff = await got(billing.tariff((await known('peakValley')).accountNo))
  expect(tariff.steps.map(({ fromKwh }) => fromKwh)).toEqual([0, 2_520, 4_800, null, null])
})

test('bills are written off once: again the same answer, other content is refused, others find them paid', async () => {
  const { billing, known, control } = await aUtility()
  const order = anOrder(await known('threeBills'), { creditFen: 250 })
  const written = await got(billing.writeOff(order))
  expect(written).toMatchObject({
    fen: order.bills.reduce((sum, { fen }) => sum + fen, 250),
    balanceFen: 250,
  })
  expect(await got(billing.writeOff(order))).toEqual(written)
  expect(await got(billing.findWriteOff(order.key))).toEqual(written)
  expect(await billing.writeOff({ ...order, creditFen: 251 })).toEqual({ is: 'refused', code: 'keyReused' })
  expect(await billing.writeOff({ ...order, key: aKey() })).toEqual({ is: 'refused', code: 'billPaid' })
  expect((await known('threeBills')).owedFen).toBe(0)
  expect(await control<unknown[]>('writeOffs')).toHaveLength(1)
})

test('a write-off is taken back on its day, once; after the cut-over no more', async () => {
  const { billing, known, control } = await aUtility()
  const before = await known('oneBill')
  const order = anOrder(before)
  await got(billing.writeOff(order))
  const reversal = { key: aKey(), writeOffKey: order.key, reason: 'refund' }
  const taken = await got(billing.reverseWriteOff(reversal))
  expect(await got(billing.reverseWriteOff(reversal))).toEqual(taken)
  expect(await got(billing.reverseWriteOff({ ...reversal, key: aKey() }))).toEqual(taken)
  expect((await got(billing.findWriteOff(order.key))).reversedAt).toBe(taken.at)
  expect((await known('oneBill')).owedFen).toBe(before.owedFen)
  const again = anOrder(before)
  await got(billing.writeOff(again))
  await control('dayEnd')
  expect(await billing.reverseWriteOff({ key: aKey(), writeOffKey: again.key, reason: 'late' })).toEqual({
    is: 'refused',
    code: 'dayClosed',
  })
})
