import { SYSTEM, asManager, asStaff, command } from '@service-hall/contract/testing'
import { expect, test } from 'vitest'
import { Paying } from '../../../test/payment/paying.ts'

const RETURNED = { is: 'closed', returned: { tradeNo: 'T1', fen: 12_345 } } as const

function closing(): Paying {
  const paying = new Paying()
  const attemptId = paying.begin('alipay', 'showsCode')
  paying.says({ is: 'payable', qr: 'qr' })
  const { orderId } = paying
  paying.hall.must(
    asStaff('S1001'),
    command('payment.endAttempt', { orderId, attemptId, cause: 'otherWay' } as never),
  )
  return paying
}

test('what a cancel gave back is not refunded again when a late notice tells that it was paid', () => {
  const paying = closing()
  paying.says(RETURNED)
  paying.says(paying.paid('T1', 'notice'))
  expect(paying.attempt.state).toBe('closed')
  expect(paying.facts('RefundAsked')).toEqual([])
  expect(paying.balance('customer')).toBe(0)
})

test('another trade under the number of one that was given back goes back too', () => {
  const paying = closing()
  paying.says(RETURNED)
  paying.says(paying.paid('T2', 'notice'))
  expect(paying.facts('RefundAsked')).toMatchObject([{ tradeNo: 'T2', fen: 12_345, cause: 'late' }])
})

test('money that a cancel gave back after it was written off is missed, once, until it was taken back there', () => {
  const paying = closing()
  paying.says(paying.paid('T1'))
  paying.written()
  paying.says(RETURNED)
  paying.says(RETURNED)
  expect(paying.facts('SuspenseOpened')).toMatchObject([
    { kind: 'oursOnly', account: 'channel:alipay', fen: -12_345, reference: 'alipay/T1' },
  ])
  expect(paying.balance('channel:alipay')).toBe(0)
  expect(paying.balance('suspense')).toBe(12_345)

  const { orderId, hall } = paying
  const attemptId = paying.attempt.id
  hall.must(asStaff('S1001'), command('payment.refund', { orderId, attemptId, why: 'other' }))
  const [{ refundId } = {}] = paying.facts('RefundAsked')
  const reversed = { is: 'done', reversalNo: 'V1' } as const
  hall.must(SYSTEM, command('payment.noteReversal', { orderId, outcome: reversed }))
  const refunded = { is: 'refunded', tradeNo: 'T1', fen: 12_345 } as const
  hall.must(SYSTEM, command('payment.noteRefund', { orderId, refundId, outcome: refunded } as never))
  expect(hall.state.view.suspense).toEqual({})
  expect(hall.state.payment.books).toMatchObject({
    'channel:alipay': 0,
    suspense: 0,
    customer: 0,
    billing: 0,
  })
})

test.each(['sending', 'manual'])(
  'a refund that is %s is done when the channel gave the trade back of itself',
  (state) => {
    const paying = closing()
    paying.hall.must(asStaff('S1001'), command('payment.cancel', { orderId: paying.orderId }))
    paying.says(paying.paid('T1'))
    const [{ refundId } = {}] = paying.facts('RefundAsked')
    const { orderId } = paying
    if (state === 'manual')
      paying.hall.must(
        SYSTEM,
        command('payment.noteRefund', { orderId, refundId, outcome: { is: 'manual', code: 'X' } } as never),
      )
    expect(paying.order.refunds).toMatchObject([{ state }])
    paying.says(RETURNED)
    expect(paying.order.refunds).toMatchObject([{ state: 'done' }])
    expect(paying.balance('customer')).toBe(0)
    expect(
      paying.hall.refusal(asManager(), command('payment.payOut', { orderId, refundId, boxId: 'B' } as never)),
    ).toBe('payment.refundEnded')
  },
)
