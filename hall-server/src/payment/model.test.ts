import {
  ATTEMPT_MOVES,
  OPEN_ATTEMPT,
  ORDER_MOVES,
  REFUND_MOVES,
  isSettled,
  orderState,
} from '@service-hall/contract'
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
  hall.must(asManager(), command('payment.refund', { orderId: order.id, attemptId, why: 'wrongAccount' }))
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

type Step = { at: number; what: number; amount: number; waitMs: number; luck: number }
/** Weighted choices: what leads on comes more often than what ends. */
type Choice = [weight: number, actor: Actor, command: DecidableCommand]

/** What anybody or time may do next to an order. Mostly what fits how it stands, else anything: that is refused, as it should be. */
function commandFor(hall: PureHall, step: Step): [Actor, DecidableCommand] {
  const { what, amount, at, luck } = step
  const orders = Object.values(hall.state.view.payments)
  const going = orders.filter((order) => !isSettled(order))
  // Ended ones too now and then: what comes late comes to them.
  const from = going.length > 0 && luck % 5 > 0 ? going : orders
  const order = from[at % Math.max(1, from.length)]
  const bill = { ...BILL, billId: `B${what % 5}`, fen: amount }
  const asked = command('payment.open', {
    ...{ purpose: 'bills', accountNo: ACCOUNT, creditFen: 0, bills: [bill] },
  })
  if (!order || (what % 8 === 0 && going.length < 3)) return [asKiosk(), { ...asked, isOwed: true }]
  const fitting = luck < 85 ? fittingFor(hall, order, step) : []
  const choices = fitting.length > 0 ? fitting : anythingFor(hall, order, step)
  let left = what % choices.reduce((sum, [weight]) => sum + weight, 0)
  for (const [weight, actor, next] of choices) {
    if (left < weight) return [actor, next]
    left -= weight
  }
  throw new Error('no choice')
}

/** What moves an order on from where it stands. */
function fittingFor(hall: PureHall, order: PaymentOrder, step: Step): Choice[] {
  const { attempts, delivery, refunds } = order
  const may = new Set<string>()
  const open = attempts.find(({ state }) => OPEN_ATTEMPT.includes(state))
  const refund = refunds.find(({ state }) => state === 'asked' || state === 'sending' || state === 'manual')
  if (open)
    may
      .add('standing')
      .add('end')
      .add(open.use === 'cash' ? 'cash' : 'standing')
  if (delivery && ['due', 'unsure'].includes(delivery.state)) may.add('delivery')
  if (delivery?.state === 'reversing') may.add('reversal')
  if (open?.state === 'unsure') may.add('settleAttempt').add('confirmAttempt')
  if (refund?.state === 'asked') may.add('approve')
  if (refund?.state === 'sending') may.add('refunding')
  if (refund?.state === 'manual') may.add('payOut')
  if (delivery?.state === 'done' && !refund) may.add('refund')
  if (orderState(order) === 'open' && !open) may.add('attempt')
  if (step.luck < 10) may.add('money')
  return anythingFor(hall, order, step).filter(([, , next]) => may.has(kindOf(next)))
}

function kindOf(next: DecidableCommand): string {
  switch (next.type) {
    case 'payment.attempt':
      return 'attempt'
    case 'payment.endAttempt':
    case 'payment.cancel':
    case 'payment.expire':
      return 'end'
    case 'payment.credit':
    case 'payment.endCash':
      return 'cash'
    case 'payment.noteAttempt':
      return next.standing.is === 'paid' ? 'money' : 'standing'
    case 'payment.noteDelivery':
      return 'delivery'
    case 'payment.noteReversal':
      return 'reversal'
    case 'payment.noteRefund':
      return 'refunding'
    default:
      return next.type.replace('payment.', '')
  }
}

function anythingFor(hall: PureHall, order: PaymentOrder, { at, amount, luck }: Step): Choice[] {
  const { id: orderId, refunds } = order
  const attempt = order.attempts.at(-1)
  const attemptId = attempt?.id ?? 'no-attempt'
  const refund = refunds.find(({ state }) => state !== 'done' && state !== 'denied') ?? refunds.at(-1)
  const refundId = refund?.id ?? 'no-refund'
  const { fen = 1 } = refund ?? {}
  const ways = [
    ['alipay', 'showsCode'],
    ['bankCard', 'card'],
    ['cash', 'cash'],
  ] as const
  const [channel, use] = ways[luck % 3]!
  const of = { channel: attempt?.channel ?? 'alipay', channelNo: attempt?.channelNo ?? '0'.repeat(28) }
  const standing = (weight: number, told: AttemptStanding): Choice => [
    ...([weight, SYSTEM, command('payment.noteAttempt', { ...of, standing: told })] as const),
  ]
  const asked = order.totalFen
  const typed = { tradeNo: `T${attemptId}-${amount % 2}`, fen: amount % 8 ? asked : amount, paidAt: 1 }
  const found = amount % 3 > 0 ? { is: 'paid' as const, ...typed } : { is: 'notPaid' as const }
  return [
    [4, asKiosk(), { ...command('payment.attempt', { orderId, channel, use }), payableMs: 60_000 }],
    [1, asKiosk(), command('payment.endAttempt', { orderId, attemptId, cause: 'otherWay' })],
    [1, asKiosk(), command('payment.cancel', { orderId })],
    [
      8,
      asKiosk(),
      command('payment.credit', {
        orderId,
        attemptId,
        deviceId: CASH_BOX,
        creditId: `${at}-${amount}`,
        fen: amount,
      }),
    ],
    [
      2,
      asKiosk(),
      command('payment.endCash', { orderId, attemptId, short: amount % 2 ? 'credit' : 'counter' }),
    ],
    standing(3, { is: 'payable' }),
    standing(1, { is: 'refused', code: '51', customer: 'notEnoughMoney' }),
    standing(1, { is: 'closed' }),
    standing(1, { is: 'closed', returned: { tradeNo: attempt?.tradeNo ?? `T${amount}`, fen: asked } }),
    standing(3, { is: 'unsure', why: 'timeout', personAfterMs: amount % 4 ? 0 : 60_000 }),
    standing(1, { is: 'notOpened' }),
    standing(14, paid(asked, `T${attemptId}-${luck % 2}`)),
    standing(1, paid(amount, `T${attemptId}-${luck % 2}`)),
    [
      4,
      SYSTEM,
      command('payment.noteDelivery', { orderId, outcome: { is: 'done', writeOffNo: 'W', fen: asked } }),
    ],
    [1, SYSTEM, command('payment.noteDelivery', { orderId, outcome: { is: 'refused', code: 'billPaid' } })],
    [
      4,
      SYSTEM,
      command('payment.noteDelivery', {
        orderId,
        outcome: { is: 'unsure', why: 'x', personAfterMs: 60_000 },
      }),
    ],
    [
      attempt?.finding ? 1 : 12,
      asStaff('S1001'),
      command('payment.settleAttempt', { orderId, attemptId, found }),
    ],
    [
      attempt?.finding ? 30 : 1,
      luck % 4 > 0 ? asManager() : asStaff('S1001', 'lobbyManager'),
      command('payment.confirmAttempt', {
        ...{ orderId, attemptId, findingId: attempt?.finding?.id ?? 'no-finding' },
        isConfirmed: amount % 4 > 0,
      }),
    ],
    [8, asManager(), command('payment.refund', { orderId, attemptId, why: 'customerAsks' })],
    [
      2,
      asStaff('S9001', 'administrator'),
      command('payment.approve', { orderId, refundId, isApproved: amount % 4 > 0 }),
    ],
    [2, asManager(), command('payment.payOut', { orderId, refundId, boxId: CASH_BOX })],
    [2, SYSTEM, command('payment.noteReversal', { orderId, outcome: { is: 'done', reversalNo: 'V' } })],
    [1, SYSTEM, command('payment.noteReversal', { orderId, outcome: { is: 'refused', code: 'dayClosed' } })],
    [
      3,
      SYSTEM,
      command('payment.noteRefund', { orderId, refundId, outcome: { is: 'refunded', tradeNo: 'R', fen } }),
    ],
    [
      1,
      SYSTEM,
      command('payment.noteRefund', { orderId, refundId, outcome: { is: 'manual', code: 'gone' } }),
    ],
    [
      2,
      asKiosk(),
      command('payment.doubtNote', {
        ...{ orderId, attemptId, deviceId: CASH_BOX, noteId: `note-${amount}`, reason: 'powerLost' },
      }),
    ],
    [
      2,
      asStaff('S1001'),
      command('payment.settleNote', {
        noteId: Object.values(hall.state.view.doubtfulNotes)[0]?.noteId ?? 'none',
        ...{ deviceId: CASH_BOX, isFound: luck % 2 === 0, fen: amount },
      }),
    ],
    [1, asManager(), command('payment.fillBox', { boxId: 'drawer-C1', fen: amount })],
    [1, asStaff('S1001'), command('payment.countBox', { boxId: CASH_BOX, countedFen: amount, notes: 3 })],
    [1, asStaff('S1002'), command('payment.confirmBox', { boxId: CASH_BOX, countedFen: amount })],
    ...Object.keys(hall.state.view.suspense).map((suspenseId): Choice => [
      ...([
        1,
        asManager(),
        command('payment.closeSuspense', { suspenseId, how: 'found', to: SUSPENSE_TO[luck % 4]! }),
      ] as const),
    ]),
    ...hall.due().map((due): Choice => [2, SYSTEM, due]),
  ]
}
const SUSPENSE_TO = ['billing', 'channel:alipay', `box:${CASH_BOX}`, 'customer']

/** States that orders, attempts, write-offs and refunds were seen in, and how often. */
type Coverage = Map<string, number>
function cover(coverage: Coverage, hall: PureHall): void {
  const seen = (what: string, state: string): void =>
    void coverage.set(`${what} ${state}`, (coverage.get(`${what} ${state}`) ?? 0) + 1)
  for (const order of Object.values(hall.state.view.payments)) {
    seen('order', orderState(order))
    for (const { state, finding, settled } of order.attempts) {
      seen('attempt', state)
      if (finding) seen('finding', finding.found.is)
      if (settled) seen('settled', settled.is)
    }
    for (const { state } of order.refunds) seen('refund', state)
    if (order.delivery) seen('delivery', order.delivery.state)
  }
}
const DELIVERIES = ['due', 'unsure', 'done', 'refused', 'reversing', 'reversed']
const EVERY_STATE = [
  ...Object.keys(ORDER_MOVES).map((state) => `order ${state}`),
  ...Object.keys(ATTEMPT_MOVES).map((state) => `attempt ${state}`),
  ...Object.keys(REFUND_MOVES).map((state) => `refund ${state}`),
  ...['finding paid', 'finding notPaid', 'settled paid', 'settled notPaid'],
  ...DELIVERIES.map((state) => `delivery ${state}`),
]
/** Each of them in so many steps at least: what is never reached is never tested. */
const OFTEN = 25

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
    ...{ at: fc.nat(3), what: fc.nat(200), luck: fc.nat(99) },
    amount: fc.integer({ min: 1, max: 60_000 }),
    waitMs: fc.constantFrom(0, 0, 0, 1_000, 61_000, 400_000),
  })
  const coverage: Coverage = new Map()
  fc.assert(
    fc.property(fc.noBias(fc.array(step, { minLength: 10, maxLength: 60 })), (steps) => {
      const hall = aHall()
      for (const one of steps) {
        hall.now += one.waitMs
        const before = standNow(hall)
        hall.do(...commandFor(hall, one))
        expect(brokenInvariants(hall.state, hall.now)).toEqual([])
        expect(illegalMoves(before, hall)).toEqual([])
        cover(coverage, hall)
      }
    }),
    { numRuns: 200 },
  )
  const rare = EVERY_STATE.filter((state) => (coverage.get(state) ?? 0) < OFTEN)
  expect(rare).toEqual([])
})
