import type { FactOf } from '@service-hall/contract'
import { SYSTEM, asStaff, command } from '@service-hall/contract/testing'
import { ACCOUNT } from '../../test/payments.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  HOUR,
  aPayingHall,
  aPayment,
  anAttempt,
  noteStanding,
  onFifth,
} from '../../test/payment/reconcile.ts'
import type { PureHall } from '../../test/pure-hall.ts'
import { usualOf } from './hours.ts'

/** Lets time come to a moment, and does what is due then. */
function at(hall: PureHall, now: number): void {
  hall.now = now
  for (const command of hall.due()) if (command.type.startsWith('takings.')) hall.must(SYSTEM, command)
}
const counted = (hall: PureHall): FactOf<'TakingsCounted'>[] =>
  hall.entries.flatMap(({ fact }) => (fact.type === 'TakingsCounted' ? [fact] : []))
const unknowns = (hall: PureHall): [number, number][] =>
  hall.entries.flatMap(({ fact }) =>
    fact.type === 'UnknownPaymentsCounted' ? [[fact.payments, fact.oldestMs]] : [],
  )

test('an hour that is over is told once, of the kiosk that took something, by the clock on the wall', () => {
  const hall = aPayingHall(onFifth('08:55:00'))
  hall.now = onFifth('09:10:00')
  aPayment(hall, 1_000)
  aPayment(hall, 500)
  at(hall, onFifth('09:59:59'))
  expect(counted(hall)).toEqual([])
  at(hall, onFifth('10:00:00'))
  at(hall, onFifth('10:00:01'))
  expect(counted(hall)).toEqual([
    {
      ...{ type: 'TakingsCounted', stationId: 'K1', day: '2026-01-05', hour: 9, fen: 1_500, payments: 2 },
      usual: { low: 0, median: 0, high: 0, of: 0 },
    },
  ])
})

/** Notes taken at a counter, into its drawer. */
function atCounter(hall: PureHall, fen: number): void {
  const clerk = asStaff('S1001')
  const bills = [{ billId: `C${hall.entries.length}`, month: '2025-12', fen }]
  const order = { purpose: 'bills', accountNo: ACCOUNT, bills, creditFen: 0, counterId: 'C1' } as const
  const { result } = hall.must(clerk, { ...command('payment.open', order), isOwed: true })
  const orderId = result.paymentOrderId ?? ''
  const attempt = command('payment.attempt', { orderId, channel: 'cash', use: 'cash' })
  hall.must(clerk, { ...attempt, payableMs: 60_000, byTerminal: false })
  const attemptId = hall.state.view.payments[orderId]?.attempts[0]?.id ?? ''
  const credit = { orderId, attemptId, deviceId: 'drawer-C1', creditId: attemptId, fen }
  hall.must(clerk, command('payment.credit', credit))
  hall.must(clerk, command('payment.endCash', { orderId, attemptId, short: 'counter' }))
}

test('counters are told together and apart from kiosks, each by its channels, once', () => {
  const hall = aPayingHall(onFifth('08:55:00'))
  hall.now = onFifth('09:10:00')
  aPayment(hall, 1_000)
  atCounter(hall, 300)
  atCounter(hall, 70)
  for (const time of ['10:00:00', '10:00:01', '11:00:01']) at(hall, onFifth(time))
  const summed = hall.entries.flatMap(({ fact }) => (fact.type === 'TakingsSummed' ? [fact] : []))
  expect(summed).toEqual([
    {
      ...{ type: 'TakingsSummed', day: '2026-01-05', hour: 9 },
      ways: [
        { at: 'kiosk', channel: 'alipay', fen: 1_000, payments: 1 },
        { at: 'counter', channel: 'cash', fen: 370, payments: 2 },
      ],
    },
  ])
  expect(counted(hall).map(({ fen }) => fen)).toEqual([1_000])
})

test('an hour in which counters alone took anything is told too, and once', () => {
  const hall = aPayingHall(onFifth('08:55:00'))
  hall.now = onFifth('09:10:00')
  atCounter(hall, 300)
  for (const time of ['10:00:00', '10:00:01']) at(hall, onFifth(time))
  expect(hall.entries.filter(({ fact }) => fact.type === 'TakingsSummed')).toHaveLength(1)
  expect(counted(hall)).toEqual([])
})

test('what is usual is the same hour of the same weekday in the weeks before, and then nothing is told too', () => {
  const hall = aPayingHall(onFifth('08:55:00'))
  for (let week = 0; week < 3; week += 1) {
    hall.now = onFifth('09:10:00') + week * 7 * 24 * HOUR
    aPayment(hall, 1_000 * (week + 1))
    at(hall, hall.now + HOUR)
  }
  at(hall, onFifth('10:00:00') + 21 * 24 * HOUR)
  expect(counted(hall).at(-1)).toMatchObject({
    ...{ fen: 0, payments: 0, usual: { low: 1_200, median: 2_000, high: 2_800, of: 3 } },
  })
  expect(counted(hall)).toHaveLength(4)
})

test('nothing is told of an hour in which the hall was away', () => {
  const hall = aPayingHall(onFifth('08:55:00'))
  hall.now = onFifth('09:10:00')
  aPayment(hall)
  hall.now = onFifth('10:20:00')
  hall.happen({ type: 'ServerAway', forMs: HOUR })
  aPayment(hall)
  at(hall, onFifth('11:00:00'))
  expect(counted(hall)).toEqual([])
  aPayment(hall)
  at(hall, onFifth('12:00:00'))
  expect(counted(hall)).toMatchObject([{ hour: 11, payments: 1 }])
})

test('payments without a known result are told when their number changes, and each quarter of an hour', () => {
  const hall = aPayingHall()
  const began = hall.now
  const { attempt } = anAttempt(hall)
  at(hall, began)
  expect(unknowns(hall)).toEqual([])
  noteStanding(hall, attempt.channelNo, { is: 'unsure', why: 'timeout', personAfterMs: 0 })
  for (const seconds of [1, 2, 600, 902, 1_810]) at(hall, began + seconds * 1_000)
  expect(unknowns(hall)).toEqual([
    [1, 1_000],
    [1, 902_000],
    [1, 1_810_000],
  ])
  noteStanding(hall, attempt.channelNo, { is: 'closed' })
  for (const seconds of [1_830, 1_831, 9_000]) at(hall, began + seconds * 1_000)
  expect(unknowns(hall).at(-1)).toEqual([0, 0])
  expect(unknowns(hall)).toHaveLength(4)
})

test('percentiles lie in order within what was taken', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 12 }), (weeks) => {
      const { low, median, high, of } = usualOf(weeks)
      expect(of).toBe(weeks.length)
      expect(Math.min(...weeks) <= low && low <= median && median <= high && high <= Math.max(...weeks)).toBe(
        true,
      )
    }),
  )
})
