import type { z } from 'zod'
import { isSettled } from './standing.ts'
import type { FactPlace } from '../define/fact.ts'
import type * as facts from './facts.ts'
import type { PaymentAttempt, PaymentOrder, PaymentRefund } from './order.ts'
import type { AttemptState, RefundState } from './states.ts'

type Facts = typeof facts
type FactNamed<Name extends keyof Facts> = z.output<Facts[Name]['schema']>
/** What one fact does to its order, in place. */
type OrderFold<Name extends keyof Facts> = (
  order: PaymentOrder,
  fact: FactNamed<Name>,
  place: FactPlace,
) => void

/** An order as its first fact says. */
export function openedOrder(
  {
    orderId,
    purpose,
    accountNo,
    bills,
    creditFen,
    totalFen,
    stationId,
    counterId,
    meterCard,
    until,
    by,
  }: FactNamed<'PaymentOrderOpened'>,
  { at }: FactPlace,
): PaymentOrder {
  return {
    id: orderId,
    purpose,
    ...(accountNo === undefined ? {} : { accountNo }),
    ...{ bills, creditFen, totalFen, stationId: stationId ?? null, counterId: counterId ?? null },
    ...(meterCard ? { meterCard } : {}),
    ...{ by, openedAt: at, until, attempts: [], refunds: [], delivery: null, heldFen: 0, heldSince: at },
    ...{ givenUp: false, cancelled: null, endedAt: null, days: 0 },
  }
}

function attemptOf(order: PaymentOrder, id: string): PaymentAttempt | undefined {
  return order.attempts.find((attempt) => attempt.id === id)
}
function moved(
  order: PaymentOrder,
  id: string,
  state: AttemptState,
  { at, number }: FactPlace,
): PaymentAttempt | undefined {
  const attempt = attemptOf(order, id)
  if (attempt) Object.assign(attempt, { state, since: at, byFact: number })
  // Whatever ended it, nobody has to confirm any more what a person found.
  delete attempt?.finding
  return attempt
}
function refundMoved(
  order: PaymentOrder,
  id: string,
  state: RefundState,
  { at, number }: FactPlace,
): PaymentRefund | undefined {
  const refund = order.refunds.find((one) => one.id === id)
  if (refund) Object.assign(refund, { state, since: at, byFact: number })
  return refund
}
/** Where a refund stands that nothing has been done about yet: without a trade to go back on, a person pays it out. */
function readyState({ isApproved, afterReversal, tradeNo }: PaymentRefund): RefundState {
  if (!isApproved || afterReversal) return 'asked'
  return tradeNo === undefined ? 'manual' : 'sending'
}
/** The customer's money came (`fen` above 0) or went. */
function hold(order: PaymentOrder, fen: number, { at }: FactPlace): void {
  if (order.heldFen === 0) order.heldSince = at
  order.heldFen += fen
}
function delivering(
  order: PaymentOrder,
  change: Partial<NonNullable<PaymentOrder['delivery']>>,
  { at, number }: FactPlace,
): void {
  if (order.delivery) Object.assign(order.delivery, { since: at, byFact: number }, change)
}

/** How each fact changes its order. Money: `heldFen` is what came less what was written off, given back or put aside. */
export const ORDER_FOLDS: { [Name in OrderFactName]: OrderFold<Name> } = {
  AttemptOpened(order, fact, { at, number }) {
    const { attemptId, channel, use, channelNo, fen, terminalId, trace, until } = fact
    order.attempts.push({
      ...{ id: attemptId, channel, use, channelNo, fen, terminalId, ...(trace ? { trace } : {}) },
      ...{ openedAt: at, until, state: use === 'cash' ? 'payable' : 'opening', since: at, byFact: number },
      ...{ receivedFen: 0, creditIds: [], surplusTradeNos: [] },
    })
  },
  AttemptPayable(order, { attemptId, qr }, place) {
    const attempt = moved(order, attemptId, 'payable', place)
    if (attempt && qr !== undefined) attempt.qr = qr
  },
  AttemptPaid(order, { attemptId, tradeNo, fen, paidAt, maskedPayer, by }, place) {
    const attempt = moved(order, attemptId, 'paid', place)
    if (!attempt) return
    Object.assign(attempt, { tradeNo, paidAt, ...(maskedPayer === undefined ? {} : { maskedPayer }) })
    // Notes were counted one by one.
    if (by === 'notes') return
    attempt.receivedFen += fen
    hold(order, fen, place)
  },
  SurplusPaid(order, { attemptId, tradeNo, fen }, place) {
    const attempt = attemptOf(order, attemptId)
    if (!attempt) return
    attempt.surplusTradeNos.push(tradeNo)
    attempt.receivedFen += fen
    hold(order, fen, place)
  },
  AttemptRefused(order, { attemptId, code, customer }, place) {
    const attempt = moved(order, attemptId, 'refused', place)
    if (attempt) attempt.refusal = { code, ...(customer ? { customer } : {}) }
  },
  AttemptClosing(order, { attemptId, cause }, place) {
    const attempt = moved(order, attemptId, 'closing', place)
    if (attempt) attempt.closing = cause
  },
  AttemptClosed(order, { attemptId, returned }, place) {
    const attempt = moved(order, attemptId, 'closed', place)
    if (attempt && returned) attempt.returnedFen = returned.fen
  },
  AttemptUnsure(order, { attemptId, why, personAt }, place) {
    const attempt = moved(order, attemptId, 'unsure', place)
    if (attempt) Object.assign(attempt, { why, personAt })
  },
  AttemptFound(order, { attemptId, findingId: id, found, by }, { at }) {
    const attempt = attemptOf(order, attemptId)
    if (attempt) attempt.finding = { id, found, by, askedAt: at }
  },
  AttemptFindingDenied: (order, { attemptId }) => void delete attemptOf(order, attemptId)?.finding,
  AttemptSettled(order, { attemptId, found, by, second }) {
    const attempt = attemptOf(order, attemptId)
    if (attempt) attempt.settled = { is: found.is, by, second }
  },
  CashCredited(order, { attemptId, creditId, fen }, place) {
    const attempt = attemptOf(order, attemptId)
    if (!attempt) return
    attempt.creditIds.push(creditId)
    attempt.receivedFen += fen
    hold(order, fen, place)
  },
  DeliveryStarted(order, { key, bills, creditFen, fen }, { at, number }) {
    order.delivery = { key, bills, creditFen, fen, state: 'due', since: at, byFact: number }
  },
  MeterCardSold: (order, { saleNo, count }, place) =>
    delivering(order, { state: 'sold', saleNo, count }, place),
  MeterCardRead(order, { count, isWritten }, { number }) {
    if (order.delivery) order.delivery.readBack = { count, isWritten, byFact: number }
  },
  Delivered(order, { writeOffNo, fen, balanceFen }, place) {
    delivering(
      order,
      { state: 'done', writeOffNo, ...(balanceFen === undefined ? {} : { balanceFen }) },
      place,
    )
    hold(order, -fen, place)
  },
  DeliveryRefused: (order, { code }, place) => delivering(order, { state: 'refused', code }, place),
  DeliveryUnsure: (order, { personAt }, place) =>
    delivering(order, { state: order.delivery?.state === 'sold' ? 'sold' : 'unsure', personAt }, place),
  ReversalStarted: (order, { key }, place) =>
    delivering(order, { state: 'reversing', reversalKey: key }, place),
  Reversed(order, { fen }, place) {
    delivering(order, { state: 'reversed' }, place)
    hold(order, fen, place)
    for (const refund of order.refunds) {
      if (refund.state !== 'asked' || !refund.afterReversal) continue
      Object.assign(refund, { afterReversal: false, since: place.at, byFact: place.number })
      refund.state = readyState(refund)
    }
  },
  ReversalRefused: (order, { code }, place) => delivering(order, { state: 'done', code }, place),
  RefundAsked(order, fact, { at, number }) {
    const {
      refundId,
      attemptId,
      refundNo,
      channel,
      tradeNo,
      fen,
      cause,
      why,
      isApproved,
      afterReversal,
      by,
    } = fact
    const refund: PaymentRefund = {
      ...{ id: refundId, attemptId, refundNo, channel, ...(tradeNo === undefined ? {} : { tradeNo }) },
      ...{
        fen,
        cause,
        ...(why === undefined ? {} : { why }),
        state: 'asked',
        afterReversal,
        isApproved,
        askedAt: at,
        since: at,
        byFact: number,
        by,
      },
    }
    refund.state = readyState(refund)
    order.refunds.push(refund)
  },
  RefundApproved(order, { refundId, by }, { at, number }) {
    const refund = order.refunds.find(({ id }) => id === refundId)
    if (!refund) return
    Object.assign(refund, { isApproved: true, approvedBy: by, since: at, byFact: number })
    refund.state = readyState(refund)
  },
  RefundDenied(order, { refundId, by }, place) {
    const refund = refundMoved(order, refundId, 'denied', place)
    if (refund) refund.approvedBy = by
  },
  RefundManual(order, { refundId, code }, place) {
    const refund = refundMoved(order, refundId, 'manual', place)
    if (refund) refund.code = code
  },
  Refunded(order, { refundId, fen }, place) {
    refundMoved(order, refundId, 'done', place)
    hold(order, -fen, place)
  },
  PaymentOrderCancelled: (order, { cause }) => void (order.cancelled = cause),
  PaymentOrderGivenUp: (order) => void (order.givenUp = true),
  PaymentRated: (order, { level }) => void (order.rating = level),
}

type OrderFactName =
  | 'AttemptOpened'
  | 'AttemptPayable'
  | 'AttemptPaid'
  | 'SurplusPaid'
  | 'AttemptRefused'
  | 'AttemptClosing'
  | 'AttemptClosed'
  | 'AttemptUnsure'
  | 'AttemptFound'
  | 'AttemptFindingDenied'
  | 'AttemptSettled'
  | 'CashCredited'
  | 'DeliveryStarted'
  | 'MeterCardSold'
  | 'MeterCardRead'
  | 'Delivered'
  | 'DeliveryRefused'
  | 'DeliveryUnsure'
  | 'ReversalStarted'
  | 'Reversed'
  | 'ReversalRefused'
  | 'RefundAsked'
  | 'RefundApproved'
  | 'RefundDenied'
  | 'RefundManual'
  | 'Refunded'
  | 'PaymentOrderCancelled'
  | 'PaymentOrderGivenUp'
  | 'PaymentRated'

/** Folds a fact of an order into it, in place. */
export function evolveOrder(order: PaymentOrder, fact: FactNamed<OrderFactName>, place: FactPlace): void {
  const fold = ORDER_FOLDS[fact.type] as (order: PaymentOrder, fact: unknown, place: FactPlace) => void
  fold(order, fact, place)
  if (fact.type === 'CashCredited') settleNote(order, fact.deviceId, fact.creditId, place)
  ended(order, place)
}

/** Nobody can tell where a note of it is. */
export function doubtNote(order: PaymentOrder, fact: FactNamed<'NoteDoubted'>, place: FactPlace): void {
  const { deviceId, noteId, fen } = fact
  settleNote(order, deviceId, noteId, place)
  const doubted = { deviceId, noteId, ...(fen === undefined ? {} : { fen }), since: place.at }
  order.doubtfulNotes = [...(order.doubtfulNotes ?? []), doubted]
  ended(order, place)
}

/** It is known where a note of it is. */
export function settleNote(order: PaymentOrder, deviceId: string, noteId: string, place: FactPlace): void {
  if (!order.doubtfulNotes) return
  const rest = order.doubtfulNotes.filter((one) => one.deviceId !== deviceId || one.noteId !== noteId)
  if (rest.length > 0) order.doubtfulNotes = rest
  else delete order.doubtfulNotes
  ended(order, place)
}

function ended(order: PaymentOrder, place: FactPlace): void {
  if (!isSettled(order)) order.endedAt = null
  else order.endedAt ??= place.at
}
