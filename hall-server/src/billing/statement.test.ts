import { expect, test } from 'vitest'
import { aKey, aUtility, anOrder, got } from '../../test/billing/utility.ts'
import type { UtilityAtHand } from '../../test/billing/utility.ts'
import type { BillingLine } from './port.ts'

async function linesOf({ billing }: UtilityAtHand, day: string): Promise<BillingLine[]> {
  const lines: BillingLine[] = []
  for await (const line of (await got(billing.statement(day))) ?? []) lines.push(line)
  return lines
}

async function aDay(utility: UtilityAtHand) {
  const { billing, known, control } = utility
  const orders = [anOrder(await known('threeBills')), anOrder(await known('oneBill'), { channel: 'cash' })]
  for (const order of orders) await got(billing.writeOff(order))
  const { key } = orders[1]!
  await got(billing.reverseWriteOff({ key: aKey(), writeOffKey: key, reason: 'refund' }))
  return { orders, ...(await control<{ day: string }>('dayEnd')) }
}

test('a closed day tells what was written off and taken back, in order; an open one is not there', async () => {
  const utility = await aUtility({ accounts: 30 })
  const { orders, day } = await aDay(utility)
  expect((await linesOf(utility, day)).map(({ kind, key, channel }) => [kind, key, channel])).toEqual([
    ['writeOff', orders[0]!.key, 'alipay'],
    ['writeOff', orders[1]!.key, 'cash'],
    ['reversal', orders[1]!.key, 'cash'],
  ])
  const after = anOrder(await utility.known('gradeD'))
  await got(utility.billing.writeOff(after))
  expect(await linesOf(utility, day)).toHaveLength(3)
  const next = await utility.control<{ day: string }>('dayEnd')
  expect(next.day > day).toBe(true)
  expect((await linesOf(utility, next.day)).map(({ key }) => key)).toEqual([after.key])
  expect(await got(utility.billing.statement('2099-01-01'))).toBeNull()
})

test('a statement that is late is not there yet; one with differences is read as it is', async () => {
  const utility = await aUtility({ accounts: 30 })
  const { orders, day } = await aDay(utility)
  await utility.fault('statement', 'statementLate')
  expect(await got(utility.billing.statement(day))).toBeNull()
  const right = await linesOf(utility, day)
  await utility.fault('statement', 'statementDiffers')
  const wrong = await linesOf(utility, day)
  expect(wrong.map(({ key }) => key)).not.toContain(orders[0]!.key)
  expect(wrong.map(({ key }) => key)).toContain('of-nobody-0001')
  expect(wrong.at(-2)!.fen).toBe(right.at(-1)!.fen + 1)
})

test.each([
  ['statementCut', /cut off before its end/],
  ['badSignature', /wrong signature/],
  ['staleAnswer', /wrong signature/],
] as const)('a statement with %s breaks off with the reason, after its lines', async (does, why) => {
  const utility = await aUtility({ accounts: 30 })
  const { day } = await aDay(utility)
  await utility.fault('statement', does)
  await expect(linesOf(utility, day)).rejects.toThrow(why)
  expect(await linesOf(utility, day)).toHaveLength(3)
})

test('100,000 lines pass by without being kept', async () => {
  const utility = await aUtility({ accounts: 30 })
  const { day } = await aDay(utility)
  await utility.control('padStatement', { day, lines: 100_000 })
  let [count, fen] = [0, 0]
  for await (const line of (await got(utility.billing.statement(day))) ?? []) {
    count += 1
    fen += line.fen
  }
  expect(count).toBe(100_003)
  expect(Number.isSafeInteger(fen)).toBe(true)
})

test('who stops reading ends the line', async () => {
  const utility = await aUtility({ accounts: 30 })
  const { day } = await aDay(utility)
  await utility.control('padStatement', { day, lines: 100_000 })
  for await (const line of (await got(utility.billing.statement(day))) ?? []) {
    expect(line.kind).toBe('writeOff')
    break
  }
  expect((await utility.billing.tariff((await utility.known('oneBill')).accountNo)).is).toBe('ok')
})
