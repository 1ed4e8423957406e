import { ATTEMPT_MOVES, ORDER_MOVES, orderState } from '@service-hall/contract'
import type { Actor, AttemptStanding, DecidableCommand, PaymentOrder } from '@service-hall/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { asKiosk, asManager, asStaff, command } from '@service-hall/contract/testing'
import { ACCOUNT, CASH_BOX, WITH_PAYMENTS, brokenInvariants } from '../../test/payments.ts'
import { PureHall, aPureHall } from '../../test/pure-hall.ts'

const SYSTEM: Actor = { kind: 'system' }
const BILL = { billId: 'B1', month: '2025-12', fen: 12_345 }

function openOrder(hall: PureHall, fields: object = {}): PaymentOrder {
  const asked = command('payment.open', {
    purpose: 'bills',
    accountNo: ACCOUNT,
    bills: [BILL],
    creditFen: 0,
    ...fields,
  })
  const { result } = hall.must(asKiosk(), { ...asked, isOwed: true })
  return orderIn(hall, result.paymentOrderId ?? '')
}
const orderIn = (hall: PureHall, id: string): PaymentOrder => hall.state.view.payments[id]!

function startAttempt(
  hall: PureHall,
  order: PaymentOrder,
  channel: string,
  use: string,
): PaymentOrder['attempts'][0] {
  const asked = command('payment.attempt', { orderId: order.id, channel, use: use as never })
  hall.must(asKiosk(), { ...asked, payableMs: 60_000, byTerminal: use === 'card' })
  return orderIn(hall, order.id).attempts.at(-1)!
}
function note(hall: PureHall, channelNo: string, standing: AttemptStanding, channel = 'alipay'): void {
  hall.must(SYSTEM, command('payment.noteAttempt', { channelNo, channel, standing }))
}
const paid = (fen: number, tradeNo = 'T1'): AttemptStanding => ({
  ...{ is: 'paid', tradeNo, fen, paidAt: 1_767_580_000_000, by: 'query' },
})
const aHall = (): PureHall => aPureHall({ change: WITH_PAYMENTS })

test('a bill is paid by a code, written off, and the books say what the channel owes and the utility gets', () => {
  const hall = aHall()
  const order = openOrder(hall)
  const attempt = startAttempt(hall, order, 'alipay', 'showsCode')
  expect(attempt.channelNo).toMatch(/^[0-9A-Z]{28}$/)
  note(hall, attempt.channelNo, { is: 'payable', qr: 'https://qr.alipay.com/x' })
  note(hall, attempt.channelNo, paid(12_345))
  expect(orderState(orderIn(hall, order.id))).toBe('paid')
  const outcome = { is: 'done', writeOffNo: 'W1', fen: 12_345, balanceFen: 0 } as const
  hall.must(SYSTEM, command('payment.noteDelivery', { orderId: order.id, outcome }))
  expect(orderState(orderIn(hall, order.id))).toBe('delivered')
  expect(hall.state.payment.books).toEqual({ 'channel:alipay': 12_345, customer: 0, billing: -12_345 })
  expect(brokenInvariants(hall.state, hall.now)).toEqual([])
})

test('a notice, a query and a bill line of one trade count once; a second trade goes back', () => {
  const hall = aHall()
  const order = openOrder(hall)
  const { channelNo } = startAttempt(hall, order, 'alipay', 'showsCode')
  for (const by of ['notice', 'query', 'bill'] as const)
    note(hall, channelNo, { ...paid(12_345), by } as AttemptStanding)
  expect(orderIn(hall, order.id).heldFen).toBe(12_345)
  note(hall, channelNo, paid(12_345, 'T2'))
  expect(orderIn(hall, order.id).refunds).toMatchObject([{ tradeNo: 'T2', fen: 12_345, cause: 'surplus' }])
})

test('money that comes after the customer gave it up goes back, and is never dropped', () => {
  const hall = aHall()
  const order = openOrder(hall)
  const { channelNo } = startAttempt(hall, order, 'alipay', 'showsCode')
  note(hall, channelNo, { is: 'payable' })
  hall.must(asKiosk(), command('payment.cancel', { orderId: order.id }))
  note(hall, channelNo, { is: 'closed' })
  expect(orderState(orderIn(hall, order.id))).toBe('cancelled')
  note(hall, channelNo, paid(12_345))
  expect(orderState(orderIn(hall, order.id))).toBe('returning')
  expect(orderIn(hall, order.id).refunds).toMatchObject([{ state: 'sending', cause: 'late', fen: 12_345 }])
})

test('notes beyond what is owed go to the account, each counts once, and a late one is paid out', () => {
  const hall = aHall()
  const order = openOrder(hall)
  const { id: attemptId } = startAttempt(hall, order, 'cash', 'cash')
  const credit = (creditId: string, fen: number) =>
    hall.must(
      asKiosk(),
      command('payment.credit', { orderId: order.id, attemptId, deviceId: CASH_BOX, creditId, fen }),
    )
  credit('1', 10_000)
  credit('1', 10_000)
  credit('2', 5_000)
  hall.must(asKiosk(), command('payment.endCash', { orderId: order.id, attemptId, short: 'credit' }))
  expect(orderIn(hall, order.id).delivery).toMatchObject({ fen: 15_000, creditFen: 2_655 })
  credit('3', 1_000)
  expect(orderIn(hall, order.id).refunds).toMatchObject([{ state: 'manual', fen: 1_000, cause: 'late' }])
  expect(hall.state.view.cashBoxes[CASH_BOX]).toMatchObject({ fen: 16_000, notes: 3 })
})

test('one bill is in one open order; a machine touches its own orders only', () => {
  const hall = aHall()
  const order = openOrder(hall)
  const again = command('payment.open', { purpose: 'bills', accountNo: ACCOUNT, bills: [BILL], creditFen: 0 })
  expect(hall.refusal(asKiosk('K2'), { ...again, isOwed: true })).toBe('payment.billOpen')
  expect(hall.refusal(asKiosk('K2'), command('payment.cancel', { orderId: order.id }))).toBe(
    'payment.notHere',
  )
})

test('a large refund of staff needs somebody else, and takes the write-off back first', () => {
  const hall = aHall()
  const order = openOrder(hall, { bills: [{ ...BILL, fen: 30_000 }] })
  const { channelNo, id: attemptId } = startAttempt(hall, order, 'alipay', 'showsCode')
  note(hall, channelNo, paid(30_000))
  const done = { is: 'done', writeOffNo: 'W1', fen: 30_000 } as const
  hall.must(SYSTEM, command('payment.noteDelivery', { orderId: order.id, outcome: done }))
  hall.must(asManager(), command('payment.refund', { orderId: order.id, attemptId, why: 'wrong account' }))
  const { id: refundId } = orderIn(hall, order.id).refunds[0]!
  const agree = command('payment.approve', { orderId: order.id, refundId, isApproved: true })
  expect(hall.refusal(asManager(), agree)).toBe('payment.samePerson')
  hall.must(asStaff('S9001', 'administrator'), { ...agree, id: hall.newId() as never })
  expect(orderState(orderIn(hall, order.id))).toBe('reversing')
  const reversed = { is: 'done', reversalNo: 'V1' } as const
  hall.must(SYSTEM, command('payment.noteReversal', { orderId: order.id, outcome: reversed }))
  expect(orderIn(hall, order.id).refunds[0]).toMatchObject({ state: 'sending' })
  const refunded = { is: 'refunded', tradeNo: 'R1', fen: 30_000 } as const
  hall.must(SYSTEM, command('payment.noteRefund', { orderId: order.id, refundId, outcome: refunded }))
  expect(orderState(orderIn(hall, order.id))).toBe('returned')
  expect(hall.state.payment.books).toEqual({ 'channel:alipay': 0, customer: 0, billing: 0 })
})

type Step = { at: number; what: number; amount: number; waitMs: number }

/** One thing that anybody or time may do next to an order; most of it is refused, as it should be. */
function commandsFor(hall: PureHall, { what, amount, at }: Step): [Actor, DecidableCommand][] {
  const orders = Object.values(hall.state.view.payments)
  const order = orders[at % Math.max(1, orders.length)]
  const asked = command('payment.open', {
    ...{ purpose: 'bills', accountNo: ACCOUNT, creditFen: 0 },
    bills: [{ ...BILL, billId: `B${at}`, fen: amount }],
  })
  if (!order || what === 0) return [[asKiosk(), { ...asked, isOwed: true }]]
  const { id: orderId } = order
  const attempt = order.attempts.at(-1)
  const attemptId = attempt?.id ?? 'no-attempt'
  const refundId = order.refunds.at(-1)?.id ?? 'no-refund'
  const fen = amount % 3 === 0 ? amount : order.totalFen
  const standings: AttemptStanding[] = [
    { is: 'payable' },
    { ...paid(fen, `T${at}-${amount % 3}`) },
    { is: 'refused', code: '51', customer: 'notEnoughMoney' },
    { is: 'closed' },
    { is: 'unsure', why: 'timeout', personAfterMs: 60_000 },
    { is: 'notOpened' },
  ]
  const way = [
    ['alipay', 'showsCode'],
    ['bankCard', 'card'],
    ['cash', 'cash'],
  ] as const
  const [channel, use] = way[amount % 3]!
  const choices: [Actor, DecidableCommand][] = [
    [asKiosk(), { ...command('payment.attempt', { orderId, channel, use }), payableMs: 60_000 }],
    [asKiosk(), command('payment.endAttempt', { orderId, attemptId, cause: 'otherWay' })],
    [asKiosk(), command('payment.cancel', { orderId })],
    [
      asKiosk(),
      command('payment.credit', {
        orderId,
        attemptId,
        deviceId: CASH_BOX,
        creditId: `${at}-${amount}`,
        fen: amount,
      }),
    ],
    [asKiosk(), command('payment.endCash', { orderId, attemptId, short: amount % 2 ? 'credit' : 'counter' })],
    ...standings.map((standing): [Actor, DecidableCommand] => [
      SYSTEM,
      command('payment.noteAttempt', {
        ...{
          channel: attempt?.channel ?? 'alipay',
          channelNo: attempt?.channelNo ?? '0'.repeat(28),
          standing,
        },
      }),
    ]),
    [
      SYSTEM,
      command('payment.noteDelivery', {
        orderId,
        outcome: { is: 'done', writeOffNo: 'W', fen: order.totalFen },
      }),
    ],
    [SYSTEM, command('payment.noteDelivery', { orderId, outcome: { is: 'refused', code: 'billPaid' } })],
    [
      SYSTEM,
      command('payment.noteDelivery', {
        orderId,
        outcome: { is: 'unsure', why: 'x', personAfterMs: 60_000 },
      }),
    ],
    [asManager(), command('payment.refund', { orderId, attemptId, why: 'x' })],
    [
      asStaff('S9001', 'administrator'),
      command('payment.approve', { orderId, refundId, isApproved: amount % 4 > 0 }),
    ],
    [asManager(), command('payment.payOut', { orderId, refundId, boxId: CASH_BOX })],
    [SYSTEM, command('payment.noteReversal', { orderId, outcome: { is: 'done', reversalNo: 'V' } })],
    [SYSTEM, command('payment.noteReversal', { orderId, outcome: { is: 'refused', code: 'dayClosed' } })],
    [
      SYSTEM,
      command('payment.noteRefund', {
        ...{
          orderId,
          refundId,
          outcome: { is: 'refunded', tradeNo: 'R', fen: order.refunds.at(-1)?.fen ?? 1 },
        },
      }),
    ],
    [SYSTEM, command('payment.noteRefund', { orderId, refundId, outcome: { is: 'manual', code: 'gone' } })],
    [asStaff('S1001'), command('payment.countBox', { boxId: CASH_BOX, countedFen: amount, notes: 3 })],
    [asStaff('S1002'), command('payment.confirmBox', { boxId: CASH_BOX, countedFen: amount })],
    ...hall.due().map((due): [Actor, DecidableCommand] => [SYSTEM, due]),
  ]
  return [choices[(what - 1) % choices.length]!]
}

/** Moves that were seen and are in no table. */
function illegalMoves(before: Map<string, [string, string[]]>, hall: PureHall): string[] {
  return Object.values(hall.state.view.payments).flatMap((order) => {
    const [state, attempts] = before.get(order.id) ?? ['open', []]
    const now = orderState(order)
    const moved = order.attempts.flatMap((attempt, index) => {
      const was = attempts[index]
      const isLegal =
        was === undefined || was === attempt.state || ATTEMPT_MOVES[was as 'paid'].includes(attempt.state)
      return isLegal ? [] : [`attempt ${was} to ${attempt.state}`]
    })
    const isLegal = state === now || ORDER_MOVES[state as 'open'].includes(now)
    return isLegal ? moved : [...moved, `order ${state} to ${now}`]
  })
}
const standNow = (hall: PureHall): Map<string, [string, string[]]> =>
  new Map(
    Object.values(hall.state.view.payments).map((order) => [
      order.id,
      [orderState(order), order.attempts.map(({ state }) => state)],
    ]),
  )

test('whatever is done in whatever order, the books balance and money that is held has an owner', () => {
  const step = fc.record({
    ...{ at: fc.nat(3), what: fc.nat(26), amount: fc.integer({ min: 1, max: 60_000 }) },
    waitMs: fc.constantFrom(0, 1_000, 61_000, 400_000),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const hall = aHall()
      for (const one of steps) {
        hall.now += one.waitMs
        for (const [actor, order] of commandsFor(hall, one)) {
          const before = standNow(hall)
          hall.do(actor, order)
          expect(brokenInvariants(hall.state, hall.now)).toEqual([])
          expect(illegalMoves(before, hall)).toEqual([])
        }
      }
    }),
    { numRuns: 400 },
  )
})
