import { asKiosk, asManager, command } from '@service-hall/contract/testing'
import type { Actor, PaymentOrder } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { ACCOUNT, CASH_BOX, WITH_PAYMENTS, brokenInvariants } from '../../../test/payments.ts'
import { aPureHall } from '../../../test/pure-hall.ts'
import type { PureHall } from '../../../test/pure-hall.ts'

const SYSTEM: Actor = { kind: 'system' }
const FEN = 12_345

function anOrder(channel: string, use: 'showsCode' | 'cash') {
  const hall = aPureHall({ change: WITH_PAYMENTS })
  const bills = [{ billId: 'B1', month: '2025-12', fen: FEN }]
  const asked = command('payment.open', { purpose: 'bills', accountNo: ACCOUNT, bills, creditFen: 0 })
  const orderId = hall.must(asKiosk(), { ...asked, isOwed: true }).result.paymentOrderId ?? ''
  const attempt = command('payment.attempt', { orderId, channel, use })
  hall.must(asKiosk(), { ...attempt, payableMs: 60_000 })
  return { hall, orderId, ...orderIn(hall, orderId).attempts[0]! }
}
const orderIn = (hall: PureHall, id: string): PaymentOrder => hall.state.view.payments[id]!

test('what lies in the box is not given back by staff while the customer still inserts notes', () => {
  const { hall, orderId, id: attemptId } = anOrder('cash', 'cash')
  const note = (creditId: string, fen: number) =>
    hall.must(asKiosk(), command('payment.credit', { orderId, attemptId, deviceId: CASH_BOX, creditId, fen }))
  note('1', 10_000)
  const refund = command('payment.refund', { orderId, attemptId, why: 'customerAsks' })
  expect(hall.refusal(asManager(), refund)).toBe('payment.attemptOpen')
  note('2', 5_000)
  hall.must(asKiosk(), command('payment.endCash', { orderId, attemptId, short: 'credit' }))
  expect(brokenInvariants(hall.state, hall.now)).toEqual([])
})

/** An order whose write-off was refused and whose refund the channel would not do: a person has it. */
function byHand() {
  const { hall, orderId, channelNo } = anOrder('alipay', 'showsCode')
  const standing = { is: 'paid', tradeNo: 'T1', fen: FEN, paidAt: hall.now, by: 'query' } as const
  hall.must(SYSTEM, command('payment.noteAttempt', { channelNo, channel: 'alipay', standing }))
  const refused = { is: 'refused', code: 'billPaid' } as const
  hall.must(SYSTEM, command('payment.noteDelivery', { orderId, outcome: refused }))
  const { id: refundId } = orderIn(hall, orderId).refunds[0]!
  const manual = { is: 'manual', code: 'SELLER_BALANCE_NOT_ENOUGH' } as const
  hall.must(SYSTEM, command('payment.noteRefund', { orderId, refundId, outcome: manual }))
  expect(orderIn(hall, orderId).refunds[0]?.state).toBe('manual')
  return { hall, orderId, refundId }
}

test('a refund that the channel did after all is done, and is not paid out as well', () => {
  const { hall, orderId, refundId } = byHand()
  const outcome = { is: 'refunded', tradeNo: 'R1', fen: FEN } as const
  hall.must(SYSTEM, command('payment.noteRefund', { orderId, refundId, outcome }))
  const payOut = command('payment.payOut', { orderId, refundId, boxId: CASH_BOX })
  expect(hall.refusal(asManager(), payOut)).toBe('payment.refundEnded')
  expect(hall.state.payment.books).toMatchObject({ 'channel:alipay': 0, customer: 0 })
  expect(brokenInvariants(hall.state, hall.now)).toEqual([])
})
