import { orderState } from '@service-hall/contract'
import type { AttemptFinding, Command } from '@service-hall/contract'
import { SYSTEM, asAdministrator, asKiosk, asManager, asStaff, command } from '@service-hall/contract/testing'
import { expect, test } from 'vitest'
import { brokenInvariants } from '../../../test/payments.ts'
import { Paying } from '../../../test/payment/paying.ts'

const FEN = 12_345
const PAID: AttemptFinding = { is: 'paid', tradeNo: 'T1', fen: FEN, paidAt: 1_000 }
const NOT_PAID: AttemptFinding = { is: 'notPaid' }

/** A payment that nobody can tell of, and that is a person's by now. */
function unsure(): Paying {
  const paying = new Paying()
  paying.begin('alipay', 'showsCode')
  paying.says({ is: 'unsure', why: 'noChannel', personAfterMs: 60_000 })
  paying.hall.now += 60_000
  return paying
}

const ask = ({ orderId, attempt: { id: attemptId } }: Paying, found: AttemptFinding): Command =>
  command('payment.settleAttempt', { orderId, attemptId, found }) as Command
function confirm({ orderId, attempt: { id: attemptId, finding } }: Paying, isConfirmed = true): Command {
  const findingId = finding?.id ?? 'no-finding'
  return command('payment.confirmAttempt', { orderId, attemptId, findingId, isConfirmed }) as Command
}
function settle(paying: Paying, found: AttemptFinding): void {
  paying.hall.must(asStaff('S1001'), ask(paying, found))
  paying.hall.must(asManager(), confirm(paying))
  expect(brokenInvariants(paying.hall.state, paying.hall.now)).toEqual([])
}

test('two persons say that it was paid: it is written off, and the facts say who they were', () => {
  const paying = unsure()
  settle(paying, PAID)
  expect(paying.attempt).toMatchObject({ state: 'paid', tradeNo: 'T1', settled: { is: 'paid' } })
  expect(paying.attempt.finding).toBeUndefined()
  expect(paying.facts('AttemptSettled')).toMatchObject([{ found: PAID, by: 'staff:S1001' }])
  expect(paying.facts('AttemptPaid')).toMatchObject([{ by: 'staff', late: false }])
  expect(orderState(paying.order)).toBe('paid')
})

test('two persons say that it was not paid: it is closed, and the customer may take another way', () => {
  const paying = unsure()
  settle(paying, NOT_PAID)
  expect(paying.attempt.state).toBe('closed')
  paying.begin('cash', 'cash')
  expect(paying.attempt).toMatchObject({ channel: 'cash', state: 'payable' })
})

test('what a customer gave up and two persons found paid goes back; another amount does so, too', () => {
  const givenUp = unsure()
  givenUp.hall.must(asKiosk(), command('payment.cancel', { orderId: givenUp.orderId }))
  settle(givenUp, PAID)
  expect(givenUp.order.refunds).toMatchObject([{ cause: 'late', tradeNo: 'T1', fen: FEN, state: 'sending' }])
  const other = unsure()
  settle(other, { ...PAID, fen: 100 })
  expect(other.order.refunds).toMatchObject([{ cause: 'wrongAmount', fen: 100 }])
})

test('nobody confirms their own, a denied one is asked for again, and one that was replaced is not confirmed', () => {
  const paying = unsure()
  const { hall } = paying
  hall.must(asManager(), ask(paying, PAID))
  const first = confirm(paying)
  expect(hall.refusal(asManager(), first)).toBe('payment.samePerson')
  hall.must(asStaff('S1001'), ask(paying, NOT_PAID))
  expect(hall.refusal(asAdministrator(), first)).toBe('payment.findingEnded')
  hall.must(asManager(), confirm(paying, false))
  expect(paying.attempt.state).toBe('unsure')
  expect(paying.facts('AttemptFindingDenied')).toHaveLength(1)
  expect(hall.refusal(asManager(), confirm(paying))).toBe('payment.findingEnded')
  settle(paying, NOT_PAID)
})

test('only what nobody can tell, and not before it is a person’s, and no time to come', () => {
  const paying = new Paying()
  const { hall } = paying
  paying.begin('alipay', 'showsCode')
  expect(hall.refusal(asManager(), ask(paying, PAID))).toBe('payment.notUnsure')
  paying.says({ is: 'unsure', why: 'timeout', personAfterMs: 60_000 })
  expect(hall.refusal(asManager(), ask(paying, PAID))).toBe('payment.notYours')
  hall.now += 60_000
  const later: AttemptFinding = { ...PAID, paidAt: hall.now + 1 }
  expect(hall.refusal(asManager(), ask(paying, later))).toBe('input.invalid')
  expect(hall.refusal(asManager(), ask(paying, PAID))).toBe(null)
})

test('when the channel says first how it stands, nobody has to confirm any more', () => {
  const paying = unsure()
  paying.hall.must(asStaff('S1001'), ask(paying, NOT_PAID))
  const late = confirm(paying)
  paying.says(paying.paid('T1'))
  expect(paying.hall.refusal(asManager(), late)).toBe('payment.findingEnded')
  expect(paying.order.heldFen).toBe(FEN)
})

test('a trade that is counted already is not counted by a person once more', () => {
  const paying = unsure()
  paying.hall.must(asStaff('S1001'), ask(paying, PAID))
  paying.says(paying.paid('T1'), { channel: 'alipay', channelNo: '9'.repeat(28) } as never)
  expect(paying.hall.refusal(asManager(), confirm(paying))).toBe('payment.tradeKnown')
  expect(paying.hall.refusal(asManager(), ask(paying, PAID))).toBe('payment.tradeKnown')
})

test('the trade that persons named counts once when the channel tells of it; another is a case', () => {
  const paying = unsure()
  settle(paying, PAID)
  paying.written()
  paying.says(paying.paid('T1', 'notice'))
  expect(paying.facts('SuspenseOpened')).toEqual([])
  for (const _ of [1, 2]) paying.says(paying.paid('T2', 'notice'))
  expect(paying.facts('SuspenseOpened')).toMatchObject([
    { kind: 'notOurs', account: 'channel:alipay', fen: FEN, reference: 'alipay/T2', orderId: paying.orderId },
  ])
  expect(paying.order.refunds).toEqual([])
  expect(brokenInvariants(paying.hall.state, paying.hall.now)).toEqual([])
})

test.each(['closed', 'refused'] as const)(
  'the channel says %s of what persons found paid: the money is missing there, as one case',
  (is) => {
    const paying = unsure()
    settle(paying, PAID)
    paying.written()
    const says = is === 'closed' ? ({ is } as const) : ({ is, code: '51' } as const)
    for (const _ of [1, 2]) paying.says(says)
    expect(paying.facts('SuspenseOpened')).toMatchObject([
      { kind: 'oursOnly', account: 'channel:alipay', fen: -FEN, reference: 'alipay/T1' },
    ])
    expect(paying.balance('channel:alipay')).toBe(0)
    expect(brokenInvariants(paying.hall.state, paying.hall.now)).toEqual([])
  },
)

test('money that comes after persons found it not paid goes back', () => {
  const paying = unsure()
  settle(paying, NOT_PAID)
  paying.says(paying.paid('T1', 'notice'))
  expect(paying.order.refunds).toMatchObject([{ cause: 'late', tradeNo: 'T1', fen: FEN }])
})

test('an attempt that waits for the second person is a manager’s', () => {
  const paying = unsure()
  paying.hall.must(asStaff('S1001'), ask(paying, PAID))
  expect(paying.attempt.finding).toMatchObject({ by: 'staff:S1001', askedAt: paying.hall.now })
  paying.hall.must(SYSTEM, command('payment.noteNotice', { channel: 'alipay', code: 'stale' }))
  expect(brokenInvariants(paying.hall.state, paying.hall.now)).toEqual([])
})
