import { BusinessDay, orderState } from '@service-hall/contract'
import type { DecidableCommand, SuspenseCase } from '@service-hall/contract'
import { SYSTEM, asManager, command } from '@service-hall/contract/testing'
import { aClock, aLog } from '@service-hall/server-kit/testing'
import { expect, test } from 'vitest'
import {
  FIFTH,
  HOUR,
  PlannedSide,
  SIXTH,
  aPayingHall,
  aPayment,
  anAttempt,
  asHall,
  backLine,
  noteStanding,
  onFifth,
  orderIn,
  paymentLine,
  writeOffLine,
} from '../../../test/payment/reconcile.ts'
import { brokenInvariants } from '../../../test/payments.ts'
import type { PureHall } from '../../../test/pure-hall.ts'
import type { Line } from './line.ts'
import { unfinishedPayments } from '../effects/unfinished.ts'
import { reportOf } from './report/report.ts'
import { reconcileDay } from './run.ts'
import { isFirstDay } from './schedule.ts'

/** Compares a day in the middle of the next one, notes what came of it, and answers the result's fact. */
async function compare(hall: PureHall, side: PlannedSide, day: string) {
  const ports = { hall: asHall(hall), clock: aClock(), log: aLog() }
  const outcome = await reconcileDay(side, day, ports, { isFirst: isFirstDay(hall.state, side.id, day) })
  if (outcome.is !== 'done') return outcome
  const { facts } = hall.must(SYSTEM, { ...outcome.command, id: hall.newId() } as DecidableCommand)
  expect(brokenInvariants(hall.state, hall.now)).toEqual([])
  return facts.find(({ type }) => type === 'DayReconciled')
}
const casesOf = (hall: PureHall): Partial<SuspenseCase>[] =>
  Object.values(hall.state.view.suspense).map(({ kind, fen, account, reference, day }) => ({
    ...{ kind, fen, account, reference, day },
  }))
const later = (hall: PureHall, hours: number): void => void (hall.now += hours * HOUR)

test('what both have agrees, and no case is opened', async () => {
  const hall = aPayingHall()
  const alipay = new PlannedSide('alipay')
  alipay.days[FIFTH] = [aPayment(hall).line, aPayment(hall, 200).line]
  later(hall, 25)
  expect(await compare(hall, alipay, FIFTH)).toMatchObject({
    ...{ lines: 2, fen: 12_545, matched: 2, cases: 0, unexplainedFen: 0, waiting: 0 },
  })
  expect(casesOf(hall)).toEqual([])
})

test('money that only the bill knows is credited where its attempt is known, and written off', async () => {
  const hall = aPayingHall()
  const { order, attempt } = anAttempt(hall)
  noteStanding(hall, attempt.channelNo, { is: 'unsure', why: 'timeout', personAfterMs: 0 })
  const alipay = new PlannedSide('alipay')
  alipay.days[FIFTH] = [paymentLine(attempt.channelNo, 12_345, hall.now)]
  later(hall, 25)
  expect(await compare(hall, alipay, FIFTH)).toMatchObject({ cases: 0, resolved: 1 })
  expect(orderIn(hall, order.id).attempts[0]).toMatchObject({ state: 'paid' })
  expect(orderState(orderIn(hall, order.id))).toBe('paid')
})

test('money of an attempt that was closed goes back, and money under a strange number is a case, each once', async () => {
  const hall = aPayingHall()
  const { order, attempt } = anAttempt(hall)
  noteStanding(hall, attempt.channelNo, { is: 'closed' })
  const alipay = new PlannedSide('alipay')
  const strange = paymentLine('Z'.repeat(28), 700, hall.now)
  alipay.days[FIFTH] = [paymentLine(attempt.channelNo, 12_345, hall.now), strange, strange]
  later(hall, 25)
  await compare(hall, alipay, FIFTH)
  expect(await compare(hall, alipay, FIFTH)).toMatchObject({ cases: 1, unexplainedFen: 700 })
  expect(orderIn(hall, order.id).refunds).toMatchObject([{ cause: 'late', fen: 12_345, state: 'sending' }])
  expect(casesOf(hall)).toEqual([
    {
      ...{ kind: 'notOurs', fen: 700, account: 'channel:alipay' },
      ...{ reference: `alipay/${strange.tradeNo}`, day: FIFTH },
    },
  ])
})

test('what only we have waits for the next bill, and is a case of its own day then', async () => {
  const hall = aPayingHall()
  const { line, order } = aPayment(hall)
  const alipay = new PlannedSide('alipay')
  later(hall, 25)
  expect(await compare(hall, alipay, FIFTH)).toMatchObject({ cases: 0, waiting: 1 })
  later(hall, 24)
  expect(await compare(hall, alipay, SIXTH)).toMatchObject({ cases: 1, unexplainedFen: -12_345 })
  await compare(hall, alipay, SIXTH)
  expect(Object.values(hall.state.view.suspense)).toMatchObject([{ orderId: order.id }])
  expect(casesOf(hall)).toEqual([
    {
      ...{ kind: 'oursOnly', fen: -12_345, account: 'channel:alipay' },
      ...{ reference: `alipay/${line.tradeNo}`, day: FIFTH },
    },
  ])
})

test('an amount that differs is a case of the difference', async () => {
  const hall = aPayingHall()
  const alipay = new PlannedSide('alipay')
  alipay.days[FIFTH] = [{ ...aPayment(hall).line, fen: 12_300 }]
  later(hall, 25)
  await compare(hall, alipay, FIFTH)
  expect(casesOf(hall)).toMatchObject([{ kind: 'amountDiffers', fen: -45 }])
})

test('a payment at the end of a day matches a line of the next one, and the reverse', async () => {
  const hall = aPayingHall(onFifth('23:59:59'))
  const alipay = new PlannedSide('alipay')
  const late = aPayment(hall).line
  hall.now += 2_000
  const early = aPayment(hall, 500).line
  alipay.days[FIFTH] = [{ ...early, at: onFifth('23:59:58') }]
  alipay.days[SIXTH] = [{ ...late, at: onFifth('23:59:59') + 1_000 }]
  later(hall, 11)
  expect(await compare(hall, alipay, FIFTH)).toMatchObject({ matched: 1, waiting: 1, cases: 0 })
  later(hall, 24)
  expect(await compare(hall, alipay, SIXTH)).toMatchObject({ matched: 1, waiting: 0, cases: 0 })
  later(hall, 24)
  expect(await compare(hall, alipay, '2026-01-07')).toMatchObject({ cases: 0 })
  expect(casesOf(hall)).toEqual([])
})

test('a payment that the channel took back is a pair, also across midnight, and nobody is paid back twice', async () => {
  const hall = aPayingHall(onFifth('23:58:00'))
  const { order, attempt } = anAttempt(hall)
  noteStanding(hall, attempt.channelNo, { is: 'closed' })
  const alipay = new PlannedSide('alipay')
  const paid = paymentLine(attempt.channelNo, 12_345, hall.now)
  alipay.days[FIFTH] = [paid]
  alipay.days[SIXTH] = [backLine(paid, 12_345, hall.now + 180_000)]
  later(hall, 11)
  expect(await compare(hall, alipay, FIFTH)).toMatchObject({ cases: 0, resolved: 0, waiting: 1 })
  later(hall, 24)
  expect(await compare(hall, alipay, SIXTH)).toMatchObject({ cases: 0, resolved: 0, matched: 1 })
  expect(orderIn(hall, order.id).refunds).toEqual([])
})

test('a payment in the last hours that no bill takes back is credited when the next bill is in', async () => {
  const hall = aPayingHall(onFifth('23:58:00'))
  const { order, attempt } = anAttempt(hall)
  noteStanding(hall, attempt.channelNo, { is: 'closed' })
  const alipay = new PlannedSide('alipay')
  alipay.days[FIFTH] = [paymentLine(attempt.channelNo, 12_345, hall.now)]
  later(hall, 11)
  await compare(hall, alipay, FIFTH)
  expect(orderIn(hall, order.id).refunds).toEqual([])
  later(hall, 24)
  expect(await compare(hall, alipay, SIXTH)).toMatchObject({ resolved: 1, cases: 0 })
  expect(orderIn(hall, order.id).refunds).toMatchObject([{ cause: 'late', fen: 12_345 }])
})

test('a refund of ours that the bill knows is done, one of nobody is a case', async () => {
  const hall = aPayingHall()
  const { order, attempt } = anAttempt(hall)
  noteStanding(hall, attempt.channelNo, { is: 'closed' })
  const paid = paymentLine(attempt.channelNo, 12_345, hall.now)
  noteStanding(hall, attempt.channelNo, {
    ...{ is: 'paid', tradeNo: paid.tradeNo, fen: 12_345, paidAt: hall.now, by: 'notice' },
  })
  const { refundNo } = orderIn(hall, order.id).refunds[0]!
  const alipay = new PlannedSide('alipay')
  alipay.days[FIFTH] = [
    ...[paid, backLine(paid, 12_345, hall.now, refundNo)],
    backLine(paid, 300, hall.now, 'OfNobody'),
  ]
  later(hall, 25)
  expect(await compare(hall, alipay, FIFTH)).toMatchObject({ resolved: 1, cases: 1, fen: -300 })
  expect(orderState(orderIn(hall, order.id))).toBe('returned')
  expect(casesOf(hall)).toMatchObject([{ kind: 'billOnly', fen: -300, reference: 'refund/OfNobody' }])
})

test('with the utility: a write-off of theirs settles an order that nobody could tell of', async () => {
  const hall = aPayingHall()
  const { order } = aPayment(hall, 12_345, { isWrittenOff: false })
  const unsure = { is: 'unsure', why: 'timeout', personAfterMs: 0 } as const
  hall.must(SYSTEM, command('payment.noteDelivery', { orderId: order.id, outcome: unsure }))
  const billing = new PlannedSide('billing')
  const known = aPayment(hall, 800).order
  billing.days[FIFTH] = [writeOffLine(order, hall.now), writeOffLine(known, hall.now)]
  later(hall, 25)
  expect(await compare(hall, billing, FIFTH)).toMatchObject({ matched: 1, resolved: 1, cases: 0 })
  expect(orderState(orderIn(hall, order.id))).toBe('delivered')
})

test('with the utility: theirs only, ours only and other amounts are cases with the sign of what is owed', async () => {
  const hall = aPayingHall()
  const [missing, other] = [aPayment(hall, 1_000).order, aPayment(hall, 2_000).order]
  const billing = new PlannedSide('billing')
  const strange = { ...writeOffLine(missing, hall.now), key: 'nobody', of: 'nobody', number: 'nobody' }
  billing.days[FIFTH] = [strange, { ...writeOffLine(other, hall.now), fen: 2_001 }]
  later(hall, 25)
  await compare(hall, billing, FIFTH)
  later(hall, 24)
  await compare(hall, billing, SIXTH)
  expect(casesOf(hall).map(({ kind, fen }) => [kind, fen])).toEqual([
    ['amountDiffers', -1],
    ['writeOffOnly', -1_000],
    ['oursOnly', 1_000],
  ])
})

test('a write-off that took days to be told of is found on the bill of when it was asked for', async () => {
  const hall = aPayingHall()
  const { order } = aPayment(hall, 900, { isWrittenOff: false })
  const billing = new PlannedSide('billing')
  const line = writeOffLine(order, hall.now)
  later(hall, 25)
  await compare(hall, billing, FIFTH)
  billing.days[FIFTH] = [line]
  later(hall, 24)
  const outcome = { is: 'done', writeOffNo: 'W1', fen: 900 } as const
  hall.must(SYSTEM, command('payment.noteDelivery', { orderId: order.id, outcome }))
  for (const day of [SIXTH, '2026-01-07', '2026-01-08']) {
    later(hall, 24)
    await compare(hall, billing, day)
  }
  expect(casesOf(hall)).toEqual([])
})

test('a bill that is late, breaks off or does not answer settles nothing', async () => {
  const hall = aPayingHall()
  aPayment(hall)
  const alipay = new PlannedSide('alipay')
  later(hall, 25)
  alipay.not[FIFTH] = { is: 'later', againMs: 60_000 }
  expect(await compare(hall, alipay, FIFTH)).toMatchObject({ is: 'waits', cause: 'later', againMs: 60_000 })
  alipay.not[FIFTH] = { is: 'unsure', why: 'timeout' }
  expect(await compare(hall, alipay, FIFTH)).toMatchObject({ is: 'waits', why: 'timeout', againMs: null })
  alipay.bill = () => Promise.resolve({ is: 'here', lines: broken() })
  expect(await compare(hall, alipay, FIFTH)).toMatchObject({
    is: 'waits',
    why: expect.stringContaining('cut') as unknown,
  })
  expect(hall.state.view.reconciled).toEqual({})
})

async function* broken(): AsyncGenerator<Line> {
  yield paymentLine('P1', 100, 0)
  await Promise.reject(new Error('cut off'))
}

test('a comparison that was asked for is taken up after a crash, until it ends or there is no bill', () => {
  const hall = aPayingHall()
  const asked = (): unknown[] => unfinishedPayments(hall.state).map(({ fact }) => fact)
  const day = BusinessDay.parse('2026-01-03')
  const of = { side: 'alipay', day } as const
  const done = { lines: 0, fen: 0, matched: 0, resolved: 0, waiting: 0, tookMs: 1, differences: [] }
  const again = () => hall.must(asManager(), command('payment.reconcile', of))
  const noteAwaited = (awaited: object) =>
    hall.must(SYSTEM, command('payment.noteAwaited', { ...of, is: 'unsure', why: 'timeout', ...awaited }))
  hall.must(SYSTEM, command('payment.noteReconciled', { ...of, ...done, day: '2026-01-04' }))
  noteAwaited({ day: FIFTH })
  again()
  expect(asked()).toMatchObject([{ type: 'ReconciliationAsked', ...of }])
  noteAwaited({})
  expect(asked()).toEqual([])
  // The day that is waited for stays the one that it was; the report says how the older one stands.
  expect(hall.state.view.awaited['alipay']?.day).toBe(FIFTH)
  const [side] = reportOf(hall.state, hall.config, day, hall.now).sides
  expect(side).toMatchObject({ is: 'waiting', awaited: { is: 'unsure', why: 'timeout' } })
  again()
  expect(asked()).toHaveLength(1)
  hall.must(SYSTEM, command('payment.noteReconciled', { ...of, ...done }))
  expect(asked()).toEqual([])
})

test('a manager has a day compared again by whom it is kept with, and no day that is not over', () => {
  const hall = aPayingHall()
  const code = (side: string, day: string) =>
    hall.refusal(asManager(), command('payment.reconcile', { side, day }))
  expect(code('alipay', '2026-01-04')).toBeNull()
  expect(code('billing', '2026-01-04')).toBeNull()
  expect(code('cash', '2026-01-04')).toBe('payment.sideUnknown')
  expect(code('alipay', FIFTH)).toBe('payment.dayOpen')
  expect(code('alipay', '2025-12-06')).toBeNull()
  expect(code('alipay', '2025-12-04')).toBe('payment.dayOld')
  expect(code('alipay', '2026-02-30')).toBe('input.invalid')
})

test('what a channel gave back of itself is the refund of ours, under whatever number', async () => {
  const hall = aPayingHall()
  const { order, attempt } = anAttempt(hall)
  noteStanding(hall, attempt.channelNo, { is: 'closed' })
  const paid = paymentLine(attempt.channelNo, 12_345, hall.now)
  const { tradeNo } = paid
  noteStanding(hall, attempt.channelNo, { is: 'paid', tradeNo, fen: 12_345, paidAt: hall.now, by: 'notice' })
  noteStanding(hall, attempt.channelNo, { is: 'closed', returned: { tradeNo, fen: 12_345 } })
  expect(orderState(orderIn(hall, order.id))).toBe('returned')
  const alipay = new PlannedSide('alipay')
  alipay.days[FIFTH] = [paid, backLine(paid, 12_345, hall.now, tradeNo)]
  later(hall, 25)
  expect(await compare(hall, alipay, FIFTH)).toMatchObject({ matched: 2, cases: 0, resolved: 0, waiting: 0 })
})

test('money that is missing because the channel gave it back has one case, not another by the bill', async () => {
  const hall = aPayingHall()
  const { line, order } = aPayment(hall)
  const { tradeNo } = line
  const { channelNo } = order.attempts[0]!
  noteStanding(hall, channelNo, { is: 'closed', returned: { tradeNo, fen: 12_345 } })
  const alipay = new PlannedSide('alipay')
  alipay.days[FIFTH] = [line, backLine(line, 12_345, hall.now, 'OfTheChannel')]
  later(hall, 25)
  expect(await compare(hall, alipay, FIFTH)).toMatchObject({ matched: 2, cases: 0 })
  expect(casesOf(hall)).toMatchObject([{ kind: 'oursOnly', fen: -12_345 }])
})

test('a payment that its channel says it gave back, and the bill does not, is a case', async () => {
  const hall = aPayingHall()
  const { attempt } = anAttempt(hall)
  const paid = paymentLine(attempt.channelNo, 12_345, hall.now)
  const { tradeNo } = paid
  noteStanding(hall, attempt.channelNo, { is: 'closed', returned: { tradeNo, fen: 12_345 } })
  const alipay = new PlannedSide('alipay')
  alipay.days[FIFTH] = [paid]
  later(hall, 25)
  expect(await compare(hall, alipay, FIFTH)).toMatchObject({ resolved: 0, cases: 1 })
  expect(casesOf(hall)).toMatchObject([{ kind: 'billOnly', fen: 12_345 }])
})

/** An order that gives its money back, at a channel that has not said that it is done. */
function refunding(hall: PureHall) {
  const { order, attempt } = anAttempt(hall)
  noteStanding(hall, attempt.channelNo, { is: 'closed' })
  const paid = paymentLine(attempt.channelNo, 12_345, hall.now)
  const { tradeNo } = paid
  noteStanding(hall, attempt.channelNo, {
    ...{ is: 'paid', tradeNo, fen: 12_345, paidAt: hall.now, by: 'notice' },
  })
  const { id: refundId, refundNo } = orderIn(hall, order.id).refunds[0]!
  return { orderId: order.id, paid, refundId, refundNo }
}

test('a refund that a person has and that the bill knows is done: nobody pays it out once more', async () => {
  const hall = aPayingHall()
  const { orderId, paid, refundId, refundNo } = refunding(hall)
  const manual = { is: 'manual', code: 'SELLER_BALANCE_NOT_ENOUGH' } as const
  hall.must(SYSTEM, command('payment.noteRefund', { orderId, refundId, outcome: manual }))
  const alipay = new PlannedSide('alipay')
  alipay.days[FIFTH] = [paid, backLine(paid, 12_345, hall.now, refundNo)]
  later(hall, 25)
  expect(await compare(hall, alipay, FIFTH)).toMatchObject({ resolved: 1, cases: 0 })
  expect(orderState(orderIn(hall, orderId))).toBe('returned')
})

test('a refund of another amount on the bill is a case, and is not taken for the one of ours', async () => {
  const hall = aPayingHall()
  const { orderId, paid, refundNo } = refunding(hall)
  const alipay = new PlannedSide('alipay')
  alipay.days[FIFTH] = [paid, backLine(paid, 345, hall.now, refundNo)]
  later(hall, 25)
  expect(await compare(hall, alipay, FIFTH)).toMatchObject({ resolved: 0, cases: 1, unexplainedFen: -345 })
  expect(casesOf(hall)).toMatchObject([{ kind: 'amountDiffers', fen: -345, reference: `refund/${refundNo}` }])
  expect(orderIn(hall, orderId).refunds[0]).toMatchObject({ state: 'sending' })
})

test('with the utility: a write-off of another amount than was ordered is a case, and delivers nothing', async () => {
  const hall = aPayingHall()
  const { order } = aPayment(hall, 12_345, { isWrittenOff: false })
  const billing = new PlannedSide('billing')
  billing.days[FIFTH] = [{ ...writeOffLine(order, hall.now), fen: 45 }]
  later(hall, 25)
  expect(await compare(hall, billing, FIFTH)).toMatchObject({ resolved: 0, cases: 1, unexplainedFen: -45 })
  expect(casesOf(hall)).toMatchObject([
    { kind: 'amountDiffers', fen: -45, reference: `writeOff/${order.id}` },
  ])
  expect(orderState(orderIn(hall, order.id))).toBe('paid')
})

test('days that were opened again after the clock was put right are read from where they began', async () => {
  const hall = aPayingHall()
  const { order } = aPayment(hall)
  const billing = new PlannedSide('billing')
  billing.days[FIFTH] = [writeOffLine(order, hall.now)]
  for (const day of ['1970-01-01', FIFTH])
    hall.happen({ type: 'DayOpened', day: day as never, carriesFrom: 1 })
  later(hall, 25)
  expect(await compare(hall, billing, FIFTH)).toMatchObject({ matched: 1, cases: 0 })
  later(hall, 24)
  await compare(hall, billing, SIXTH)
  expect(casesOf(hall)).toEqual([])
})

test('what a channel gave back of itself and leaves out of its bill has one case', async () => {
  const hall = aPayingHall()
  const { line, order } = aPayment(hall)
  const { tradeNo } = line
  noteStanding(hall, order.attempts[0]!.channelNo, { is: 'closed', returned: { tradeNo, fen: 12_345 } })
  const [opened] = casesOf(hall)
  const alipay = new PlannedSide('alipay')
  later(hall, 49)
  await compare(hall, alipay, '2026-01-04')
  await compare(hall, alipay, FIFTH)
  expect(await compare(hall, alipay, SIXTH)).toMatchObject({ cases: 1, unexplainedFen: -12_345 })
  expect(casesOf(hall)).toEqual([opened])
})

test('… and none where a refund took its place: both halves explain each other', async () => {
  const hall = aPayingHall()
  const { line, order } = aPayment(hall)
  const [{ id: attemptId, channelNo } = { id: '', channelNo: '' }] = order.attempts
  const { tradeNo } = line
  noteStanding(hall, channelNo, { is: 'closed', returned: { tradeNo, fen: 12_345 } })
  const of = { orderId: order.id }
  hall.must(asManager(), command('payment.refund', { ...of, attemptId, why: 'customerAsks' }))
  const reversed = { is: 'done', reversalNo: 'R1' } as const
  hall.must(SYSTEM, command('payment.noteReversal', { ...of, outcome: reversed }))
  const refundId = orderIn(hall, order.id).refunds[0]!.id
  const outcome = { is: 'refunded', tradeNo, fen: 12_345 } as const
  hall.must(SYSTEM, command('payment.noteRefund', { ...of, refundId, outcome }))
  expect(casesOf(hall)).toEqual([])
  const alipay = new PlannedSide('alipay')
  later(hall, 49)
  await compare(hall, alipay, '2026-01-04')
  await compare(hall, alipay, FIFTH)
  expect(await compare(hall, alipay, SIXTH)).toMatchObject({ cases: 0, unexplainedFen: 0 })
})

test('a bill that comes when its orders are gone from the view opens no case of what was counted', async () => {
  const hall = aPayingHall()
  const { line } = aPayment(hall)
  const { order, attempt } = anAttempt(hall, 300)
  noteStanding(hall, attempt.channelNo, { is: 'closed' })
  hall.must(asManager(), command('payment.cancel', { orderId: order.id }))
  for (let day = 0; day < 5; day += 1) {
    later(hall, 24)
    hall.must(SYSTEM, command('payment.noteNotice', { channel: 'alipay', code: 'stale' }))
  }
  expect(hall.state.view.payments).toEqual({})
  const alipay = new PlannedSide('alipay')
  alipay.days[FIFTH] = [line, paymentLine(attempt.channelNo, 300, onFifth('09:10:00'))]
  // Its journal of that day was pruned.
  const pruned = Object.assign(Object.create(asHall(hall)) as ReturnType<typeof asHall>, {
    firstNumber: () => Promise.resolve(hall.entries.length + 1),
  })
  const ports = { hall: pruned, clock: aClock(), log: aLog() }
  const outcome = await reconcileDay(alipay, FIFTH, ports, { isFirst: true })
  expect(outcome).toMatchObject({
    command: { matched: 1, differences: [{ kind: 'notOurs', fen: 300, orderId: order.id }] },
  })
})

test('late money under the number of an order that is gone names that order', () => {
  const hall = aPayingHall()
  const { order, attempt } = anAttempt(hall)
  noteStanding(hall, attempt.channelNo, { is: 'closed' })
  hall.must(asManager(), command('payment.cancel', { orderId: order.id }))
  for (let day = 0; day < 5; day += 1) {
    later(hall, 24)
    hall.must(SYSTEM, command('payment.noteNotice', { channel: 'alipay', code: 'stale' }))
  }
  const paid = { is: 'paid', tradeNo: 'T1', fen: 12_345, paidAt: hall.now, by: 'notice' } as const
  noteStanding(hall, attempt.channelNo, paid)
  expect(Object.values(hall.state.view.suspense)).toMatchObject([
    { kind: 'notOurs', fen: 12_345, reference: 'alipay/T1', orderId: order.id },
  ])
})

test('a day that the channel has no file for: nothing of ours, nothing to explain; a payment of ours is a case', async () => {
  const hall = aPayingHall()
  const unionpay = new PlannedSide('unionpay')
  const alipay = new PlannedSide('alipay')
  // The day before was compared with both.
  for (const side of [unionpay, alipay]) await compare(hall, side, '2026-01-04')
  const { line } = aPayment(hall)
  later(hall, 60)
  expect(await compare(hall, unionpay, FIFTH)).toMatchObject({ lines: 0, matched: 0, cases: 0 })
  expect(await compare(hall, alipay, FIFTH)).toMatchObject({ lines: 0, cases: 0, waiting: 1 })
  expect(await compare(hall, alipay, SIXTH)).toMatchObject({ lines: 0, cases: 1, unexplainedFen: -line.fen })
  expect(casesOf(hall)).toMatchObject([{ kind: 'oursOnly', fen: -line.fen, day: FIFTH }])
})
