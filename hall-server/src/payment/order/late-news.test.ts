import { SYSTEM, asKiosk, asStaff, command } from '@service-hall/contract/testing'
import { expect, test } from 'vitest'
import { CASH_BOX, brokenInvariants } from '../../../test/payments.ts'
import { Paying } from '../../../test/payment/paying.ts'

/** So many business days begin. */
function days(paying: Paying, count: number): void {
  const { hall } = paying
  for (let turn = 0; turn < count; turn += 1) {
    hall.now += 86_400_000
    hall.must(SYSTEM, command('payment.noteNotice', { channel: 'alipay', code: 'stale' }))
  }
}

test('an attempt that nobody can tell of is known by its number however long that lasts', () => {
  const paying = new Paying()
  paying.begin('alipay', 'showsCode')
  paying.says({ is: 'unsure', why: 'timeout', personAfterMs: 60_000 })
  days(paying, 60)
  paying.says(paying.paid('T1'))
  expect(paying.attempt.state).toBe('paid')
  expect(paying.facts('SuspenseOpened')).toEqual([])
})

test('a trade of an order that is still open counts once however long ago it was told', () => {
  const paying = new Paying()
  paying.begin('alipay', 'showsCode')
  paying.says(paying.paid('T1'))
  days(paying, 60)
  paying.says(paying.paid('T1', 'notice'))
  expect(paying.facts('SurplusPaid')).toEqual([])
  expect(paying.order.heldFen).toBe(12_345)
})

test('a note that is told when its order is long forgotten is in its box, and a case', () => {
  const paying = new Paying()
  const attemptId = paying.begin('cash', 'cash')
  const { hall, orderId } = paying
  hall.must(asKiosk(), command('payment.endCash', { orderId, attemptId, short: 'counter' }))
  hall.must(asKiosk(), command('payment.cancel', { orderId }))
  days(paying, 5)
  expect(hall.state.view.payments[orderId]).toBeUndefined()
  const note = { orderId, attemptId, deviceId: CASH_BOX, creditId: 'c7', fen: 5_000 }
  for (const _ of [1, 2]) hall.must(asKiosk(), command('payment.credit', note))
  expect(paying.facts('SuspenseOpened')).toMatchObject([
    { kind: 'notOurs', account: `box:${CASH_BOX}`, fen: 5_000, reference: `${CASH_BOX}/c7` },
  ])
  expect(hall.state.view.cashBoxes[CASH_BOX]).toMatchObject({ fen: 5_000, notes: 1 })
  expect(brokenInvariants(hall.state, hall.now)).toEqual([])
})

test('a note of an acceptor that the hall’s file names no more still counts', () => {
  const paying = new Paying()
  const attemptId = paying.begin('cash', 'cash')
  const { hall, orderId } = paying
  const config = { ...hall.config, devices: hall.config.devices.filter(({ id }) => id !== CASH_BOX) }
  hall.must(SYSTEM, command('hall.configure', { config }))
  const note = { orderId, attemptId, deviceId: CASH_BOX, creditId: 'c8', fen: 5_000 }
  expect(hall.refusal(asKiosk(), command('payment.credit', note))).toBe(null)
  expect(paying.order.heldFen).toBe(5_000)
  expect(hall.refusal(asKiosk('K2'), command('payment.credit', note))).toBe('payment.notHere')
})

test('cash that staff take goes into a drawer of the hall and into nothing else', () => {
  const paying = new Paying()
  const attemptId = paying.begin('cash', 'cash')
  const { hall, orderId } = paying
  const into = (deviceId: string) =>
    command('payment.credit', { orderId, attemptId, deviceId, creditId: 'c9', fen: 5_000 })
  expect(hall.refusal(asStaff('S1001'), into('toaster'))).toBe('payment.boxUnknown')
  expect(hall.refusal(asStaff('S1001'), into('drawer-C99'))).toBe('payment.boxUnknown')
  expect(hall.refusal(asStaff('S1001'), into(CASH_BOX))).toBe('payment.creditNotDrawer')
  expect(hall.refusal(asStaff('S1001'), into('drawer-C1'))).toBe(null)
  expect(hall.state.view.cashBoxes['drawer-C1']).toMatchObject({ fen: 5_000 })
})
