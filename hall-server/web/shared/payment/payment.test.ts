import { obligationsOf } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { anAttempt, aRefund, anOrder } from './test-orders.ts'
import { boxRows, drawerOf } from './box-rows.ts'
import { dueRows } from './due-rows.ts'
import { durationOf } from './duration.ts'
import { momentText } from './moment-text.ts'
import { ALL_ORDERS, filterChoices, orderRows, shownState } from './order-rows.ts'
import { refundRows } from './refund-rows.ts'
import { refundableFen } from './refundable.ts'
import { timelineOf } from './timeline.ts'
import { aHallConfig } from '@service-hall/contract/testing'

const HOUR_MS = 3_600_000

test('an outcome that nobody knows is shown as unknown, whatever else is so', () => {
  expect(shownState(anOrder())).toBe('open')
  expect(shownState(anOrder({ attempts: [anAttempt({ state: 'unsure', personAt: 5 })] }))).toBe('unsure')
  const delivery = { key: 'key-of-order', bills: [], creditFen: 0, fen: 100, since: 0, byFact: 1 }
  expect(shownState(anOrder({ heldFen: 100, delivery: { ...delivery, state: 'unsure' } }))).toBe('unwritten')
})

test('what was written off is shown as what it was written off for', () => {
  const delivery = {
    key: 'key-of-order',
    creditFen: 100,
    fen: 100,
    since: 0,
    byFact: 1,
    state: 'done',
  } as const
  const bills = [{ billId: 'B1', month: '2025-12', fen: 100 }]
  expect(shownState(anOrder({ bills, delivery: { ...delivery, creditFen: 0, bills } }))).toBe('delivered')
  // Cash that was not enough for the bills went to the balance: they are still owed.
  expect(shownState(anOrder({ bills, delivery: { ...delivery, bills: [] } }))).toBe('onBalance')
  expect(shownState(anOrder({ purpose: 'prepay', delivery: { ...delivery, bills: [] } }))).toBe('onBalance')
  expect(shownState(anOrder({ purpose: 'meterCard', delivery: { ...delivery, bills: [] } }))).toBe('onCard')
})

const orders = {
  kiosk: anOrder({
    id: 'kiosk',
    stationId: 'K1',
    openedAt: 1,
    attempts: [anAttempt({ channelNo: 'P1234567890' })],
  }),
  counter: anOrder({
    ...{ id: 'counter', counterId: 'C1', openedAt: 2, accountNo: '3201457896' },
    attempts: [anAttempt({ channel: 'cash', tradeNo: 'T99' })],
  }),
  old: anOrder({ id: 'old', stationId: 'K1', openedAt: 0, days: 2, endedAt: 9 }),
  oldOpen: anOrder({ id: 'oldOpen', stationId: 'K2', openedAt: 0, days: 2 }),
}
const found = (filter: Partial<typeof ALL_ORDERS>): string[] =>
  orderRows(orders, { ...ALL_ORDERS, ...filter }).map(({ id }) => id)

test('orders of today and older open ones are listed, the latest first, as the filter wants them', () => {
  expect(found({})).toEqual(['counter', 'kiosk', 'oldOpen'])
  expect(found({ where: 'C1' })).toEqual(['counter'])
  expect(found({ way: 'cash' })).toEqual(['counter'])
  expect(found({ state: 'delivered' })).toEqual([])
})

test.each([
  ['k1-kiosk', ['kiosk']],
  ['P12345', ['kiosk']],
  ['t99', ['counter']],
  ['3201 4578', ['counter']],
  ['nothing', []],
])('%s is looked for in every number of an order', (wanted, ids) => {
  expect(found({ wanted })).toEqual(ids)
})

test('the filters offer what there is', () => {
  expect(filterChoices(orders)).toEqual({ places: ['C1', 'K1', 'K2'], ways: ['alipay', 'cash'] })
})

test('what a person should have done comes first and is overdue; a customer’s own is not listed', () => {
  const now = 100 * HOUR_MS
  const late = anOrder({ id: 'late', attempts: [anAttempt({ state: 'unsure', personAt: 70 * HOUR_MS })] })
  const fresh = anOrder({ id: 'fresh', attempts: [anAttempt({ state: 'unsure', personAt: 101 * HOUR_MS })] })
  const held = anOrder({ id: 'held', heldFen: 700, heldSince: now - 60_000 })
  const unpaid = anOrder({ id: 'unpaid' })
  expect(obligationsOf(unpaid, now)).toHaveLength(1)
  expect(
    dueRows({ fresh, unpaid, held, late }, now).map(({ order, isOverdue, isUnsure, owner }) => [
      order.id,
      isOverdue,
      isUnsure,
      owner,
    ]),
  ).toEqual([
    ['late', true, true, 'cashier'],
    ['held', false, false, 'cashier'],
    ['fresh', false, true, 'system'],
  ])
})

test('refunds wait for a second person, or for one who pays them out; the rest is not a person’s', () => {
  const order = anOrder({
    refunds: [
      aRefund({ id: 'later', state: 'asked', since: 9 }),
      aRefund({ id: 'first', state: 'asked', since: 4 }),
      aRefund({ id: 'sent', state: 'asked', isApproved: true }),
      aRefund({ id: 'hand', state: 'manual', isApproved: true }),
      aRefund({ id: 'done', state: 'done' }),
    ],
  })
  const { toApprove, toPayOut } = refundRows({ o: order })
  expect(toApprove.map(({ refund }) => refund.id)).toEqual(['first', 'later'])
  expect(toPayOut.map(({ refund }) => refund.id)).toEqual(['hand'])
})

test('staff may give back what came and has not gone, when nothing else is under way', () => {
  const attempt = anAttempt({ state: 'paid', receivedFen: 500 })
  const order = anOrder({ attempts: [attempt], heldFen: 500 })
  expect(refundableFen(order, attempt)).toBe(500)
  const back = (state: 'denied' | 'done' | 'sending') => ({
    ...order,
    refunds: [aRefund({ attemptId: attempt.id, fen: 200, state })],
  })
  expect(refundableFen(back('denied'), attempt)).toBe(500)
  expect(refundableFen(back('done'), attempt)).toBe(300)
  expect(refundableFen(back('sending'), attempt)).toBe(0)
  const delivery = { key: 'key-of-order', bills: [], creditFen: 0, fen: 500, since: 0, byFact: 1 }
  expect(refundableFen({ ...order, delivery: { ...delivery, state: 'due' } }, attempt)).toBe(0)
  expect(refundableFen({ ...order, delivery: { ...delivery, state: 'done' } }, attempt)).toBe(500)
})

test('full boxes come first, and drawers are there that never held money', () => {
  const config = {
    ...aHallConfig(),
    payments: { ways: [], orderMinutes: 15, refundApprovalFen: 0, boxNotes: 10 },
  }
  const counted = { by: 'staff:S1', at: 3, expectedFen: 800 }
  const rows = boxRows(
    {
      'K1-cash': { fen: 100, notes: 9, since: 0 },
      'K2-cash': { fen: 900, notes: 10, since: 0 },
      [drawerOf('C1')]: { fen: 800, notes: 8, since: 0, counted },
    },
    config,
  )
  expect(rows.slice(0, 3).map(({ boxId, fill, state }) => [boxId, fill, state])).toEqual([
    ['K2-cash', 'full', 'filling'],
    ['K1-cash', 'nearFull', 'filling'],
    ['drawer-C1', 'ok', 'counted'],
  ])
  const differing = boxRows({ 'K1-cash': { fen: 100, notes: 1, since: 0, differedAt: 3 } }, config)
  expect(differing[0]).toMatchObject({ boxId: 'K1-cash', state: 'differ', countedBy: null })
  // A cashier counts an empty drawer, too.
  expect(rows.at(-1)).toMatchObject({ boxId: expect.stringMatching(/^drawer-/) as unknown, fen: 0 })
})

test('a course is told by time, every part with its latest state', () => {
  const order = anOrder({
    openedAt: 10,
    totalFen: 500,
    endedAt: 50,
    attempts: [anAttempt({ openedAt: 20, since: 30, state: 'paid', fen: 500, receivedFen: 500 })],
    refunds: [aRefund({ since: 45, state: 'done', fen: 500 })],
  })
  expect(timelineOf(order).map(({ at, part, state }) => `${at} ${part} ${state}`)).toEqual([
    '10 order opened',
    '20 attempt begun',
    '30 attempt paid',
    '45 refund done',
    '50 order ended',
  ])
})

test.each([
  [-5, 'minutes', 0],
  [59 * 60_000, 'minutes', 59],
  [HOUR_MS, 'hours', 1],
  [47 * HOUR_MS, 'hours', 47],
  [48 * HOUR_MS, 'days', 2],
])('%i ms is told in %s', (ms, unit, count) => {
  expect(durationOf(ms)).toEqual({ unit, count })
})

test('a time of another day says which', () => {
  const at = Date.parse('2026-01-05T23:30:00+08:00')
  expect(momentText(at, at + 60_000, 'Asia/Shanghai')).toBe('23:30')
  expect(momentText(at, at + HOUR_MS, 'Asia/Shanghai')).toBe('01-05 23:30')
})
