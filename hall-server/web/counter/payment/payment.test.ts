import type { BilledAccount, BilledMonth, HallConfig } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { anAttempt, aRefund, anOrder } from '../../shared/payment/test-orders.ts'
import { accountAsked } from './account-asked.ts'
import { changeFen, chosen, owedBills } from './choice.ts'
import { planTexts } from './plan-texts.ts'
import { channelOfCode, paymentCodeOf, wayWith } from './code-channel.ts'
import { counterStep, openOrdersAt } from './order-step.ts'

const ways = [
  { channel: 'alipay', uses: ['showsCode', 'scansCode'] },
  { channel: 'wechat', uses: ['showsCode', 'scansCode'] },
  { channel: 'unionpay', uses: ['showsCode'] },
  { channel: 'cash', uses: ['cash'] },
] as unknown as NonNullable<HallConfig['payments']>['ways']

test.each([
  ['3201457896', { by: 'accountNo', accountNo: '3201457896' }],
  [' 3201 457 896 ', { by: 'accountNo', accountNo: '3201457896' }],
  ['99000019900307003X', { by: 'idNumber', idNumber: '99000019900307003X' }],
  ['BC-2025-12/77', { by: 'billBarcode', barcode: 'BC-2025-12/77' }],
  ['', null],
  ['户号', null],
])('%j is looked for as %j', (typed, asked) => {
  expect(accountAsked(typed)).toEqual(asked)
})

test.each([
  ['281234567890123456', 'alipay'],
  ['300000000000000000000000', 'alipay'],
  ['134567890123456789', 'wechat'],
  ['1345678901234567890', null],
  ['6212345678901234567', null],
  ['999999999999999999', null],
])('%s is a code of %s', (code, channel) => {
  expect(channelOfCode(code, ways)).toBe(channel)
})

test('a payment code is 16 to 24 digits and nothing else', () => {
  expect(paymentCodeOf(' 281234567890123456\n')).toBe('281234567890123456')
  for (const none of ['28123456789012', '2'.repeat(25), '28123456789012345a', ''])
    expect(paymentCodeOf(none)).toBeNull()
})

test('cash is taken by the way that the hall has for it', () => {
  expect(wayWith(ways, 'cash')).toBe('cash')
  expect(wayWith(ways, 'card')).toBeNull()
})

const bill = (month: string, dueFen: number) => ({ billId: month, month, dueFen }) as BilledMonth
const account = (oldestFirst: boolean) =>
  ({
    plan: { oldestFirst, partFromFen: null, prepayUpToFen: 10_000, adviseFen: null },
  }) as BilledAccount

test('bills that are owed are listed by month, and paid as the plan lets them', () => {
  const bills = owedBills([bill('2025-12', 300), bill('2025-10', 0), bill('2025-11', 200)])
  expect(bills.map(({ month }) => month)).toEqual(['2025-11', '2025-12'])
  const both = new Set(['2025-11', '2025-12'])
  expect(chosen(bills, account(true), both, { prepayFen: 50 })).toMatchObject({ fen: 550, problem: null })
  expect(chosen(bills, account(true), new Set(['2025-12'])).problem).toBe('oldestFirst')
  expect(chosen(bills, account(false), new Set(['2025-12'])).problem).toBeNull()
  expect(chosen(bills, account(true), new Set()).problem).toBe('nothing')
  expect(chosen(bills, account(true), both, { prepayFen: 10_001 }).problem).toBe('prepay')
})

test('the newest of the bills that are picked may be paid in part, as far down as the plan says', () => {
  const bills = owedBills([bill('2025-12', 300), bill('2025-11', 200)])
  const both = new Set(['2025-11', '2025-12'])
  const inParts = { plan: { ...account(true).plan, partFromFen: 100 } } as BilledAccount
  const part = (partFen: number | null, picked = both) => chosen(bills, inParts, picked, { partFen })
  expect(part(120)).toMatchObject({
    ...{ fen: 320, problem: null },
    choice: { bills: [{ fen: 200 }, { fen: 120 }] },
  })
  expect(part(null).fen).toBe(500)
  expect(part(120, new Set(['2025-11']))).toMatchObject({ fen: 120, problem: null })
  expect(part(99).problem).toBe('part')
  expect(part(301).problem).toBe('notOwed')
  expect(chosen(bills, account(true), both, { partFen: 120 }).problem).toBe('part')
  expect(chosen(bills, inParts, both, { partFen: 120, prepayFen: 5 }).problem).toBe('prepay')
})

test('a plan is told in words: parts, order, money ahead', () => {
  const said = (plan: Partial<BilledAccount['plan']>, owes = true) =>
    planTexts({ plan: { ...account(false).plan, prepayUpToFen: null, ...plan } }, owes).map(({ key }) => key)
  expect(said({ partFromFen: 5_000, prepayUpToFen: 300_000 })).toEqual(['partFrom', 'prepayUpTo'])
  expect(said({ oldestFirst: true, prepayUpToFen: 100_000, adviseFen: 20_000 })).toEqual([
    ...['wholeOnly', 'oldestFirst', 'prepayUpTo', 'advise'],
  ])
  expect(said({ partFromFen: 5_000 }, false)).toEqual(['noPrepay'])
})

test('change is exact, and too little is no payment', () => {
  expect(changeFen(20_000, 12_345)).toBe(7_655)
  expect(changeFen(12_345, 12_345)).toBe(0)
  expect(changeFen(12_344, 12_345)).toBeNull()
})

const delivery = { key: 'key-of-order', bills: [], creditFen: 0, fen: 100, since: 0, byFact: 1 }
test.each([
  ['choose', anOrder()],
  ['choose', anOrder({ attempts: [anAttempt({ state: 'refused' })] })],
  ['cash', anOrder({ attempts: [anAttempt({ use: 'cash' })] })],
  ['asking', anOrder({ attempts: [anAttempt({ use: 'scansCode', state: 'opening' })] })],
  ['closing', anOrder({ attempts: [anAttempt({ state: 'closing' })] })],
  ['unsure', anOrder({ attempts: [anAttempt({ state: 'unsure' })] })],
  ['writing', anOrder({ heldFen: 100, delivery: { ...delivery, state: 'due' } })],
  ['unwritten', anOrder({ heldFen: 100, delivery: { ...delivery, state: 'unsure' } })],
  ['done', anOrder({ delivery: { ...delivery, state: 'done' } })],
  ['returning', anOrder({ refunds: [aRefund({ state: 'manual' })] })],
  ['over', anOrder({ cancelled: 'staff' })],
  ['held', anOrder({ heldFen: 100 })],
] as const)('the step is %s when the facts say so', (is, order) => {
  expect(counterStep(order).is).toBe(is)
})

test('a payment that was not successful is told when another way is chosen', () => {
  const refused = anAttempt({ state: 'refused', refusal: { code: 'X', customer: 'notEnoughMoney' } })
  expect(counterStep(anOrder({ attempts: [refused] }))).toEqual({ is: 'choose', refused })
})

test('a page that was loaded again finds what its counter has not finished', () => {
  const payments = {
    first: anOrder({ id: 'first', counterId: 'C1', openedAt: 1 }),
    second: anOrder({ id: 'second', counterId: 'C1', openedAt: 2 }),
    ended: anOrder({ id: 'ended', counterId: 'C1', endedAt: 3 }),
    other: anOrder({ id: 'other', counterId: 'C2' }),
  }
  expect(openOrdersAt(payments, 'C1').map(({ id }) => id)).toEqual(['second', 'first'])
})
