import { SYSTEM, asKiosk, command } from '@service-hall/contract/testing'
import { expect, test } from 'vitest'
import { CASH_BOX, WITH_PAYMENTS, brokenInvariants } from '../../../test/payments.ts'
import { aPureHall } from '../../../test/pure-hall.ts'

test('notes that are too little for a meter card, with nobody there, are paid out: no smaller purchase is made', () => {
  const hall = aPureHall({ change: WITH_PAYMENTS })
  const meterCard = { meterNo: '990000000017', cardSerial: '9900000000000001', count: 7 }
  const { result } = hall.must(asKiosk(), {
    ...command('payment.open', {
      ...{ purpose: 'meterCard', accountNo: '3100000001', bills: [], creditFen: 10_000, meterCard },
    }),
    isOwed: true,
  })
  const orderId = result.paymentOrderId ?? ''
  const orderNow = () => hall.state.view.payments[orderId]
  hall.must(asKiosk(), {
    ...command('payment.attempt', { orderId, channel: 'cash', use: 'cash' }),
    ...{ payableMs: 60_000, byTerminal: false },
  })
  const attemptId = orderNow()?.attempts[0]?.id ?? ''
  const note = { orderId, attemptId, deviceId: CASH_BOX, creditId: 'c1', fen: 5_000 }
  hall.must(asKiosk(), command('payment.credit', note))
  hall.now += 3_600_000
  hall.must(SYSTEM, command('payment.expire', { orderId, attemptId }))
  expect(orderNow()).toMatchObject({
    delivery: null,
    refunds: [{ fen: 5_000, cause: 'cashLeft', state: 'manual' }],
  })
  expect(brokenInvariants(hall.state, hall.now)).toEqual([])
})
