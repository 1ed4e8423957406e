import type { FactOf } from '@service-hall/contract'
import { SYSTEM, asManager, asStaff, command } from '@service-hall/contract/testing'
import { expect, test } from 'vitest'
import { Paying } from '../../../test/payment/paying.ts'
import { nextTrace, noBatches } from './batches.ts'

const DAY = 86_400_000

/** A hall in which a customer paid by card. */
function paidByCard(): Paying {
  const paying = new Paying()
  paying.begin('bankCard', 'card')
  paying.says(paying.paid('20260105 10000001 1'))
  paying.written()
  return paying
}
/** Time goes on, a day is opened where one began, and what is due is done. */
function later({ hall, orderId }: Paying, ms: number): void {
  hall.now += ms
  hall.must(SYSTEM, command('payment.expire', { orderId }))
  for (const due of hall.due()) if (due.type === 'payment.settle') hall.must(SYSTEM, due)
}
const traceOf = ({ attempt }: Paying) => attempt.trace ?? { batch: 0, stan: 0 }
const noted = (paying: Paying, outcome: object) => {
  const { channel, terminalId } = paying.attempt
  const { batch } = paying.facts('SettlementAsked').at(-1) as FactOf<'SettlementAsked'>
  paying.hall.must(SYSTEM, {
    ...command('payment.noteSettlement', { channel, terminalId, batch, outcome } as never),
  })
}
const row = (paying: Paying) => Object.values(paying.hall.state.view.settlements)

test('when a day is over its batch is settled once, with the sums of the books', () => {
  const paying = paidByCard()
  later(paying, 1_000)
  expect(paying.facts('SettlementAsked')).toEqual([])
  later(paying, DAY)
  later(paying, DAY)
  expect(paying.facts('SettlementAsked')).toMatchObject([
    { channel: 'bankCard', batch: traceOf(paying).batch, sales: 1, salesFen: 12_345, refunds: 0 },
  ])
  noted(paying, { is: 'settled', how: 'agreed' })
  noted(paying, { is: 'settled', how: 'uploaded' })
  expect(paying.facts('BatchSettled')).toMatchObject([{ how: 'agreed' }])
})

test('a settlement that the channel does not take is seen, and seen no more when it was taken', () => {
  const paying = paidByCard()
  later(paying, DAY)
  noted(paying, { is: 'failed', why: 'host answered 96' })
  noted(paying, { is: 'failed', why: 'again' })
  expect(paying.facts('SettlementFailed')).toHaveLength(1)
  expect(row(paying)).toMatchObject([{ state: 'failed', why: 'host answered 96' }])
  noted(paying, { is: 'settled', how: 'uploaded' })
  expect(row(paying)).toMatchObject([{ state: 'uploaded' }])
})

test('a batch waits for a sale that nobody can tell, for two hours', () => {
  const paying = new Paying()
  paying.begin('bankCard', 'card')
  paying.says({ is: 'unsure', why: 'no answer', personAfterMs: 600_000 })
  later(paying, DAY)
  expect(paying.facts('SettlementAsked')).toEqual([])
  later(paying, 2 * 3_600_000)
  expect(paying.facts('SettlementAsked')).toMatchObject([{ sales: 0, salesFen: 0 }])
})

test('a refund has a trace number of the day when it is sent, and is in the batch of that day', () => {
  const paying = paidByCard()
  const before = traceOf(paying)
  later(paying, DAY)
  const { orderId, hall } = paying
  const attemptId = paying.attempt.id
  hall.must(asStaff('S1001'), command('payment.refund', { orderId, attemptId, why: 'wrongAmount' }))
  const [{ refundId } = {}] = paying.facts('RefundAsked')
  const traced = () => hall.state.payment.batches.refunds[refundId ?? '']?.trace
  hall.must(SYSTEM, command('payment.noteReversal', { orderId, outcome: { is: 'done', reversalNo: 'V1' } }))
  expect(traced()).toEqual({ batch: before.batch + 1, stan: 1 })
  const outcome = { is: 'refunded', tradeNo: 'R1', fen: 12_345 }
  hall.must(SYSTEM, command('payment.noteRefund', { orderId, refundId, outcome } as never))
  later(paying, DAY)
  expect(paying.facts('SettlementAsked').at(-1)).toMatchObject({
    ...{ batch: before.batch + 1, sales: 0, refunds: 1, refundsFen: 12_345 },
  })
})

test('a sale that a reversal gave back after all is in no batch', () => {
  const paying = paidByCard()
  paying.says({ is: 'closed', returned: { tradeNo: '20260105 10000001 1', fen: 12_345 } })
  const { orderId, hall } = paying
  const attemptId = paying.attempt.id
  hall.must(asManager(), command('payment.refund', { orderId, attemptId, why: 'other' }))
  hall.must(SYSTEM, command('payment.noteReversal', { orderId, outcome: { is: 'done', reversalNo: 'V1' } }))
  const [{ refundId } = {}] = paying.facts('RefundAsked')
  const outcome = { is: 'refunded', tradeNo: '20260105 10000001 1', fen: 12_345 }
  hall.must(SYSTEM, command('payment.noteRefund', { orderId, refundId, outcome } as never))
  later(paying, DAY)
  expect(paying.facts('SettlementAsked').at(-1)).toMatchObject({ sales: 0, salesFen: 0, refunds: 0 })
})

test('trace numbers go on within a batch, begin anew with the next, and no batch comes twice', () => {
  const state = noBatches()
  expect(nextTrace(state, 'K1', '2026-01-05')).toEqual({ batch: 20_459, stan: 1 })
  state.traces['K1'] = { batch: 20_459, stan: 7 }
  expect(nextTrace(state, 'K1', '2026-01-05')).toEqual({ batch: 20_459, stan: 8 })
  expect(nextTrace(state, 'K1', '2026-01-06')).toEqual({ batch: 20_460, stan: 1 })
  // A clock that was ahead was put right.
  expect(nextTrace(state, 'K1', '2025-12-01')).toEqual({ batch: 20_459, stan: 8 })
  state.traces['K1'] = { batch: 20_459, stan: 7, isClosed: true }
  expect(nextTrace(state, 'K1', '2026-01-05')).toEqual({ batch: 20_460, stan: 1 })
})
