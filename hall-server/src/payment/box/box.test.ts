import { project, visibleFacts } from '@service-hall/contract'
import type { Decidable, SuspenseId } from '@service-hall/contract'
import { asAdministrator, asKiosk, asManager, asStaff, command } from '@service-hall/contract/testing'
import { expect, test } from 'vitest'
import { Paying } from '../../../test/payment/paying.ts'
import { CASH_BOX, brokenInvariants } from '../../../test/payments.ts'

const DRAWER = 'drawer-C1'
const FIRST = asStaff('S1001')
const SECOND = asStaff('S1002')

type Doubt = Partial<Omit<Decidable<'payment.doubtNote'>, 'type' | 'id'>>

/** A customer who pays by notes. */
class Cash extends Paying {
  readonly attemptId = this.begin('cash', 'cash')

  credit(creditId: string, fen: number): void {
    const { orderId, attemptId } = this
    this.hall.must(
      asKiosk(),
      command('payment.credit', { orderId, attemptId, deviceId: CASH_BOX, creditId, fen }),
    )
  }
  end(short: 'credit' | 'counter' = 'credit'): void {
    const { orderId, attemptId } = this
    this.hall.must(asKiosk(), command('payment.endCash', { orderId, attemptId, short }))
  }
  doubt(noteId: string, more: Doubt = {}): void {
    const { orderId, attemptId } = this
    const told = { orderId, attemptId, deviceId: CASH_BOX, noteId, reason: 'powerLost', ...more }
    this.hall.must(asKiosk(), command('payment.doubtNote', told as never))
  }
  settle(noteId: string, isFound: boolean, fen?: number): void {
    this.hall.must(FIRST, settling(noteId, isFound, fen))
  }
  get sound(): string[] {
    return brokenInvariants(this.hall.state, this.hall.now)
  }
  get box(): number {
    return this.hall.state.view.cashBoxes[CASH_BOX]?.fen ?? 0
  }
}
const settling = (noteId: string, isFound: boolean, fen?: number) =>
  command('payment.settleNote', {
    ...{ deviceId: CASH_BOX, noteId, isFound },
    ...(fen === undefined ? {} : { fen }),
  })
const count = (boxId: string, countedFen: number) =>
  command('payment.countBox', { boxId, countedFen, notes: 1 })
const confirm = (boxId: string, countedFen: number) => command('payment.confirmBox', { boxId, countedFen })

test('a note in doubt keeps its order open with a cashier as its owner, and is money when it was found', () => {
  const cash = new Cash()
  cash.credit('n1', 10_000)
  cash.doubt('n2', { fen: 5_000 })
  cash.doubt('n2', { fen: 5_000 })
  cash.end()
  cash.hall.must(
    asManager(),
    command('payment.fillBox', { boxId: DRAWER, fen: 100 }), // another box
  )
  expect(cash.facts('NoteDoubted')).toHaveLength(1)
  cash.written()
  expect(cash.order.endedAt).toBeNull()
  expect(cash.sound).toEqual([])
  cash.settle('n2', true)
  expect(cash.facts('CashCredited')).toMatchObject([{ creditId: 'n1' }, { creditId: 'n2', late: true }])
  expect(cash.order.refunds).toMatchObject([{ state: 'manual', fen: 5_000, cause: 'late' }])
  expect(cash.hall.state.view.doubtfulNotes).toEqual({})
  expect(cash.box).toBe(15_000)
  // Its acceptor says so, too, and later that nobody knows: both are old news.
  cash.credit('n2', 5_000)
  cash.doubt('n2')
  expect(cash.box).toBe(15_000)
  expect(cash.hall.state.view.doubtfulNotes).toEqual({})
  expect(cash.sound).toEqual([])
})

test('a note in doubt that its acceptor settles is settled, into the box or back to the customer', () => {
  const cash = new Cash()
  cash.doubt('n1', { fen: 5_000 })
  cash.doubt('n2', { fen: 2_000 })
  cash.credit('n1', 5_000)
  cash.hall.must(asKiosk(), settling('n2', false))
  expect(cash.facts('NoteSettled')).toMatchObject([{ noteId: 'n2', outcome: 'returned' }])
  expect(cash.hall.state.view.doubtfulNotes).toEqual({})
  expect(cash.attempt.receivedFen).toBe(5_000)
  // A person has to say what they have seen.
  expect(cash.hall.refusal(FIRST, settling('n2', false))).toBe('payment.noteUnknown')
  expect(cash.hall.refusal(asKiosk('K2'), settling('n1', false))).toBe('payment.notHere')
})

test('a note that is not in the box is nobody’s money, and its order ends', () => {
  const cash = new Cash()
  cash.doubt('n1', { fen: 5_000 })
  cash.end()
  expect(cash.order).toMatchObject({ endedAt: null, attempts: [{ state: 'closed' }] })
  // The bill can be paid in another way meanwhile.
  const bills = [{ billId: 'B1', month: '2025-12', fen: 12_345 }]
  const again = command('payment.open', { purpose: 'bills', accountNo: '3100000001', bills, creditFen: 0 })
  cash.hall.must(asKiosk(), command('payment.cancel', { orderId: cash.orderId }))
  expect(cash.hall.do(asKiosk(), { ...again, isOwed: true })).toMatchObject({ ok: true })
  cash.settle('n1', false)
  expect(cash.order.endedAt).not.toBeNull()
  expect(cash.box).toBe(0)
})

test('a note of nobody’s that is found is in the box and in suspense', () => {
  const cash = new Cash()
  cash.hall.must(
    asKiosk(),
    command('payment.doubtNote', { deviceId: CASH_BOX, noteId: 'x1', reason: 'nobodys' }),
  )
  expect(cash.hall.refusal(FIRST, settling('x1', true))).toBe('payment.noMoney')
  cash.settle('x1', true, 2_000)
  expect(Object.values(cash.hall.state.view.suspense)).toMatchObject([{ kind: 'notOurs', fen: 2_000 }])
  expect(cash.box).toBe(2_000)
  expect(cash.balance('suspense')).toBe(-2_000)
  expect(cash.sound).toEqual([])
})

test('a note of nobody’s that its acceptor tells of when another customer pays is not that customer’s', () => {
  const cash = new Cash()
  cash.hall.must(
    asKiosk(),
    command('payment.doubtNote', { deviceId: CASH_BOX, noteId: 'x1', reason: 'powerLost' }),
  )
  cash.credit('x1', 5_000)
  cash.credit('x1', 5_000)
  expect(cash.attempt.receivedFen).toBe(0)
  expect(Object.values(cash.hall.state.view.suspense)).toMatchObject([{ kind: 'notOurs', fen: 5_000 }])
  expect(cash.box).toBe(5_000)
  expect(cash.sound).toEqual([])
})

test('two people count a box, the second without the first one’s count; a difference is a case', () => {
  const cash = new Cash()
  cash.credit('n1', 10_000)
  expect(cash.hall.refusal(SECOND, confirm(CASH_BOX, 9_000))).toBe('payment.notCounted')
  cash.hall.must(FIRST, count(CASH_BOX, 9_000))
  const told = JSON.stringify([
    visibleFacts('administrator', cash.hall.entries),
    visibleFacts('staff', cash.hall.entries),
    project('administrator', cash.hall.state.view),
  ])
  expect(told).toContain('CashBoxCounted')
  expect(told).not.toContain('9000')
  expect(cash.hall.refusal(FIRST, confirm(CASH_BOX, 9_000))).toBe('payment.samePerson')
  cash.hall.must(SECOND, confirm(CASH_BOX, 9_000))
  expect(cash.facts('CashBoxCleared')).toMatchObject([{ countedFen: 9_000, expectedFen: 10_000, notes: 1 }])
  expect(Object.values(cash.hall.state.view.suspense)).toMatchObject([{ kind: 'boxDiffers', fen: -1_000 }])
  expect(cash.sound).toEqual([])
  expect(cash.hall.refusal(SECOND, confirm(CASH_BOX, 9_000))).toBe('payment.notCounted')
})

test('the second person has one try: after another sum both count again, and neither is told what was found', () => {
  const cash = new Cash()
  cash.credit('n1', 10_000)
  cash.hall.must(FIRST, count(CASH_BOX, 9_000))
  expect(cash.hall.do(SECOND, confirm(CASH_BOX, 8_000))).toMatchObject({ result: { isSameCount: false } })
  // The right amount now would be a guess; it counts only after the first person has counted anew.
  expect(cash.hall.refusal(SECOND, confirm(CASH_BOX, 9_000))).toBe('payment.notCounted')
  expect(cash.hall.state.view.cashBoxes[CASH_BOX]).toMatchObject({ fen: 10_000, differedAt: cash.hall.now })
  const told = JSON.stringify([
    visibleFacts('administrator', cash.hall.entries),
    visibleFacts('staff', cash.hall.entries),
    project('administrator', cash.hall.state.view),
  ])
  expect(told).toContain('CashBoxCountDiffered')
  expect(told).not.toContain('9000')
  expect(told).not.toContain('8000')
  cash.credit('n2', 500)
  cash.hall.must(FIRST, count(CASH_BOX, 10_500))
  expect(cash.hall.do(SECOND, confirm(CASH_BOX, 10_500))).toMatchObject({ result: { isSameCount: true } })
  expect(cash.facts('CashBoxCountDiffered')).toMatchObject([{ firstFen: 9_000, secondFen: 8_000 }])
  expect(cash.hall.state.view.cashBoxes[CASH_BOX]).toMatchObject({ fen: 0 })
  expect(cash.hall.state.view.cashBoxes[CASH_BOX]).not.toHaveProperty('differedAt')
  expect(cash.hall.state.view.suspense).toEqual({})
  expect(cash.sound).toEqual([])
})

test('a drawer that never held money is counted like any other; what is no box is not', () => {
  const { hall } = new Cash()
  hall.must(FIRST, count(DRAWER, 0))
  hall.must(SECOND, confirm(DRAWER, 0))
  for (const boxId of ['drawer-C99', 'K1-printer', 'nothing'])
    expect(hall.refusal(FIRST, count(boxId, 0)), boxId).toBe('payment.boxUnknown')
})

test('a drawer is filled with cash of the bank, and nothing else is', () => {
  const cash = new Cash()
  cash.hall.must(asManager(), command('payment.fillBox', { boxId: DRAWER, fen: 50_000 }))
  expect(cash.balance(`box:${DRAWER}`)).toBe(50_000)
  expect(cash.balance('inTransit')).toBe(-50_000)
  const acceptor = command('payment.fillBox', { boxId: CASH_BOX, fen: 1 })
  expect(cash.hall.refusal(asManager(), acceptor)).toBe('payment.boxNotDrawer')
  expect(cash.sound).toEqual([])
})

test('money is paid out of a box of the hall that holds as much, and not of what waits for its second count', () => {
  const cash = new Cash()
  cash.credit('n1', 10_000)
  cash.end('counter')
  const { orderId } = cash
  const refundId = cash.order.refunds[0]!.id
  const payOut = (boxId: string) => command('payment.payOut', { orderId, refundId, boxId })
  expect(cash.hall.refusal(asManager(), payOut('K1-printer'))).toBe('payment.boxUnknown')
  expect(cash.hall.refusal(asManager(), payOut('drawer-C99'))).toBe('payment.boxUnknown')
  expect(cash.hall.refusal(asManager(), payOut(DRAWER))).toBe('payment.boxNotEnough')
  cash.hall.must(FIRST, count(CASH_BOX, 10_000))
  expect(cash.hall.refusal(asManager(), payOut(CASH_BOX))).toBe('payment.boxNotEnough')
  cash.hall.must(asManager(), command('payment.fillBox', { boxId: DRAWER, fen: 10_000 }))
  cash.hall.must(asManager(), payOut(DRAWER))
  cash.hall.must(SECOND, confirm(CASH_BOX, 10_000))
  expect(cash.order.endedAt).not.toBeNull()
  expect([cash.balance(`box:${DRAWER}`), cash.box]).toEqual([0, 0])
  expect(cash.sound).toEqual([])
})

test('a case is closed to an account that can take it, and the box is changed with the books', () => {
  const cash = new Cash()
  cash.credit('n1', 10_000)
  cash.hall.must(FIRST, count(CASH_BOX, 9_000))
  cash.hall.must(SECOND, confirm(CASH_BOX, 9_000))
  const suspenseId = Object.keys(cash.hall.state.view.suspense)[0] as SuspenseId
  const close = (to: string) => command('payment.closeSuspense', { suspenseId, how: 'found', to })
  for (const to of ['customer', 'suspense', 'channel:nobody', 'box:K1-printer', 'box:drawer-C99', 'x'])
    expect(cash.hall.refusal(asManager(), close(to)), to).toBe('payment.accountUnknown')
  cash.hall.must(asAdministrator(), close(`box:${CASH_BOX}`))
  // The missing note was stuck in the machine: it is in the box that is being filled now.
  expect(cash.box).toBe(1_000)
  expect(cash.sound).toEqual([])
})

test('what is too much cannot be taken out of a box that does not hold it', () => {
  const cash = new Cash()
  cash.hall.must(FIRST, count(CASH_BOX, 500))
  cash.hall.must(SECOND, confirm(CASH_BOX, 500))
  const suspenseId = Object.keys(cash.hall.state.view.suspense)[0] as SuspenseId
  const close = (to: string) => command('payment.closeSuspense', { suspenseId, how: 'writtenOff', to })
  expect(cash.hall.refusal(asManager(), close(`box:${CASH_BOX}`))).toBe('payment.boxNotEnough')
  cash.hall.must(asManager(), close('cashOverShort'))
  expect(cash.sound).toEqual([])
})
