import { SYSTEM, asKiosk, asManager, asStaff, command } from '@service-hall/contract/testing'
import { expect, test } from 'vitest'
import { CASH_BOX, brokenInvariants } from '../../test/payments.ts'
import { Paying } from '../../test/payment/paying.ts'

/** A box with a note of 100 yuan, in which two people counted 10 yuan less. */
function missing(): Paying {
  const paying = new Paying()
  const attemptId = paying.begin('cash', 'cash')
  const { hall, orderId } = paying
  const note = { orderId, attemptId, deviceId: CASH_BOX, creditId: '1', fen: 10_000 }
  hall.must(asKiosk(), command('payment.credit', note))
  hall.must(asStaff('S1001'), command('payment.countBox', { boxId: CASH_BOX, countedFen: 9_000, notes: 1 }))
  hall.must(asStaff('S1002'), command('payment.confirmBox', { boxId: CASH_BOX, countedFen: 9_000 }))
  return paying
}

test.each(['box:K1-cash', 'inTransit', 'cashOverShort'])(
  'what was missing in a box and is closed to %s leaves the books in order',
  (to) => {
    const { hall } = missing()
    const [{ suspenseId } = { suspenseId: '' }] = Object.values(hall.state.view.suspense)
    const close = command('payment.closeSuspense', { suspenseId, how: 'found', to })
    expect(hall.refusal(asManager(), close)).toBe(null)
    expect(hall.state.payment.books).toMatchObject({ suspense: 0 })
    expect(brokenInvariants(hall.state, hall.now)).toEqual([])
  },
)

test.each(['customer', 'suspense', 'chanel:alipay', 'box:'])(
  'suspense is not closed to %s: no order, no box and no channel would have it',
  (to) => {
    const { hall } = missing()
    const [{ suspenseId } = { suspenseId: '' }] = Object.values(hall.state.view.suspense)
    const close = command('payment.closeSuspense', { suspenseId, how: 'found', to })
    expect(hall.refusal(asManager(), close)).toBe('payment.accountUnknown')
    expect(Object.keys(hall.state.view.suspense)).toEqual([suspenseId])
  },
)

test('money that nobody knew of and that was a channel’s all along goes back to it', () => {
  const { hall } = new Paying()
  const standing = { is: 'paid', tradeNo: 'X', fen: 700, paidAt: hall.now, by: 'notice' } as const
  const channelNo = 'P'.repeat(28)
  hall.must(SYSTEM, command('payment.noteAttempt', { channel: 'alipay', channelNo, standing }))
  const [{ suspenseId } = { suspenseId: '' }] = Object.values(hall.state.view.suspense)
  hall.must(
    asManager(),
    command('payment.closeSuspense', { suspenseId, how: 'returned', to: 'channel:alipay' }),
  )
  expect(hall.state.payment.books).toMatchObject({ 'channel:alipay': 0, suspense: 0 })
})
