import type { PaymentAttempt, PaymentOrder } from '@service-hall/contract'
import { expect, test } from 'vitest'
import { orderStep } from './order-step.ts'

const NOW = 1_790_000_000_000
const MONEY = { fen: 5_917, reference: 'K1-3F9A2C', wayName: { zh: '支付宝', en: 'Alipay' } }

function stepOf(attempt: Partial<PaymentAttempt>, order: Partial<PaymentOrder> = {}) {
  const whole: PaymentAttempt = {
    ...{ id: 'a1' as PaymentAttempt['id'], channel: 'alipay' as PaymentAttempt['channel'] },
    ...{ use: 'showsCode', channelNo: 'P1', fen: 5_917, terminalId: 'K1' },
    ...{ openedAt: NOW - 5_000, until: NOW + 55_000, state: 'closed', since: NOW - 1_000, byFact: 3 },
    ...{ receivedFen: 0, creditIds: [], surplusTradeNos: [], ...attempt },
  }
  const all: PaymentOrder = {
    ...{ id: 'o1' as PaymentOrder['id'], purpose: 'bills', bills: [], creditFen: 0, totalFen: 5_917 },
    ...{ stationId: 'K1', counterId: null, by: 'K1', openedAt: NOW - 9_000, until: NOW + 600_000 },
    ...{ attempts: [whole], refunds: [], delivery: null, heldFen: 0, heldSince: NOW, givenUp: false },
    ...{ cancelled: null, endedAt: null, days: 0, ...order },
  }
  return orderStep(all, MONEY, NOW)
}

test('what was paid and given back by its channel is told as that, not as "nothing was taken"', () => {
  const back = { step: 'unknown', goesBack: true, taken: true, fen: 5_917, paper: 'returning' }
  const paidAtLast = { qr: 'https://qr', closing: 'expired', returnedFen: 5_917 } as const
  expect(stepOf(paidAtLast)).toMatchObject(back)
  expect(stepOf(paidAtLast, { givenUp: true, cancelled: 'customer' })).toMatchObject(back)
  const { returnedFen: _, ...unpaid } = paidAtLast
  expect(stepOf(unpaid)).toMatchObject({ step: 'refused', why: 'timedOut', canRetry: true })
})

test('a sale that was reversed says by when money is back, counted from the reversal', () => {
  const reversed = stepOf({ use: 'card', closing: 'expired', since: NOW - 5_000 })
  const byAt = NOW - 5_000 + 86_400_000
  expect(reversed).toEqual({ ...reversed, step: 'refused', why: 'reversed', reference: 'K1-3F9A2C', byAt })
})

test('a code that was never shown is paid by nobody: the channel is away, and nobody is asked to wait for a result', () => {
  const away = { step: 'refused', why: 'channelAway', reference: 'K1-3F9A2C' }
  const neverShown = { closing: 'openUnsure' } as const
  expect(stepOf({ ...neverShown, state: 'closing' })).toEqual({ step: 'working', on: 'order' })
  expect(stepOf({ ...neverShown, state: 'closed' })).toMatchObject({ ...away, canRetry: true })
  // It has not ended: another way would be another order for the same bill.
  expect(stepOf({ ...neverShown, state: 'unsure' })).toMatchObject({ ...away, canRetry: false })
  expect(stepOf({ state: 'opening', since: NOW - 61_000 })).toMatchObject({ ...away, canRetry: false })
})

test('a card or a payment code that was sent may have been paid, whatever the answer', () => {
  const sent = { use: 'scansCode', closing: 'openUnsure' } as const
  expect(stepOf({ ...sent, state: 'closing' })).toMatchObject({ step: 'closing' })
  expect(stepOf({ ...sent, state: 'unsure' })).toMatchObject({ step: 'unknown', taken: null })
})
