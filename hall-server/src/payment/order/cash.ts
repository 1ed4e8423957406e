import type {
  Decidable,
  DoubtfulNote,
  Fact,
  FactOf,
  PaymentAttempt,
  PaymentOrder,
  SuspenseId,
} from '@service-hall/contract'
import { MOST_FEN, actorRef, byId, lookUp, noteKey } from '@service-hall/contract'
import { facts, refuse } from '../../core/decision.ts'
import type { Context, Decider } from '../../core/decision.ts'
import { whyNoDrawer } from '../box/boxes.ts'
import { boxAccount } from '../ledger/accounts.ts'
import type { WithPayment } from '../state.ts'
import { deliveryOf, refundOf, wholeDelivery } from './money.ts'
import { ordersOf } from './open.ts'

/** As long as a case's reference is at most. */
const MOST_REFERENCE = 80

/** A note is in the box: it counts, whatever became of the attempt in the meantime. Told twice it counts once. */
export const credit: Decider<'payment.credit', WithPayment> = (state, command, context) => {
  const { actor, config } = context
  const { orderId, attemptId, deviceId, creditId, fen } = command
  const order = ordersOf(state, orderId, actor)
  if (order === 'notHere') return refuse('payment.notHere')
  // A box that the hall's file names no more may still hold what it is told of.
  const box = byId(config.devices, deviceId)
  if (actor.kind === 'station' && box && box.station !== actor.stationId) return refuse('payment.notHere')
  const noDrawer = actor.kind === 'staff' ? whyNoDrawer(state, context, deviceId) : null
  if (noDrawer) return refuse(noDrawer)
  const attempt =
    order === 'unknown' ? undefined : order.attempts.find(({ id, use }) => id === attemptId && use === 'cash')
  const key = noteKey(deviceId, creditId)
  const doubted = lookUp(state.view.doubtfulNotes, key)
  // It was put in before this attempt: it is that customer's, or nobody's.
  if (doubted && doubted.attemptId !== attempt?.id) return facts(...foundNote(state, doubted, fen, context))
  if (order === 'unknown' || !attempt) return facts(...ofNobody(state, command, context))
  const known = state.payment.credits[key]
  if (known) return known.fen === fen ? facts() : refuse('payment.creditDiffers')
  return facts(...credited(order, attempt, { deviceId, creditId, fen }, context))
}

/** A note that was in doubt is in the box: it counts for its attempt, is owed to its customer, or stands in suspense. */
export function foundNote({ view }: WithPayment, note: DoubtfulNote, fen: number, context: Context): Fact[] {
  const { deviceId, noteId, orderId, attemptId } = note
  const settled: Fact = {
    ...{ type: 'NoteSettled', ...(orderId === undefined ? {} : { orderId }), deviceId, noteId },
    ...{ outcome: 'inBox', fen, by: actorRef(context.actor) },
  }
  const order = lookUp(view.payments, orderId ?? '')
  const attempt = order?.attempts.find(({ id }) => id === attemptId)
  if (order && attempt)
    return [settled, ...credited(order, attempt, { deviceId, creditId: noteId, fen }, context)]
  return [settled, nobodys({ deviceId, creditId: noteId, fen }, context)]
}

/** A note that is in the box; what comes when its attempt is over is the customer's to be paid out. */
function credited(
  order: PaymentOrder,
  attempt: PaymentAttempt,
  note: Pick<FactOf<'CashCredited'>, 'deviceId' | 'creditId' | 'fen'>,
  context: Context,
): Fact[] {
  const { fen } = note
  // Beyond what one order may be, a person gives it back: no write-off could name the sum.
  const late = attempt.state !== 'payable' || attempt.receivedFen + fen > MOST_FEN
  return [
    { type: 'CashCredited', orderId: order.id, attemptId: attempt.id, ...note, late },
    ...(late ? [refundOf(order, attempt, { fen, tradeNo: undefined, cause: 'late' }, context)] : []),
  ]
}

/**
 * A note whose order is forgotten, told by a machine that was away for days: nobody can be credited, but it lies in the box.
 * So it stands in suspense, once.
 */
function ofNobody(
  { payment }: WithPayment,
  { deviceId, creditId, fen }: Decidable<'payment.credit'>,
  { newId }: Context,
): Fact[] {
  const note = nobodys({ deviceId, creditId, fen }, { newId })
  return lookUp(payment.credits, noteKey(deviceId, creditId)) || lookUp(payment.trades, note.reference)
    ? []
    : [note]
}

function nobodys(
  { deviceId, creditId, fen }: Pick<FactOf<'CashCredited'>, 'deviceId' | 'creditId' | 'fen'>,
  { newId }: Pick<Context, 'newId'>,
): FactOf<'SuspenseOpened'> {
  return {
    ...{ type: 'SuspenseOpened', suspenseId: newId() as SuspenseId, kind: 'notOurs', fen },
    ...{ account: boxAccount(deviceId), reference: noteKey(deviceId, creditId).slice(-MOST_REFERENCE) },
  }
}

export const endCash: Decider<'payment.endCash', WithPayment> = (state, command, context) => {
  const order = ordersOf(state, command.orderId, context.actor)
  if (typeof order === 'string') return refuse(`payment.${order}`)
  const attempt = order.attempts.find(({ id, use }) => id === command.attemptId && use === 'cash')
  if (!attempt) return refuse('payment.unknown')
  return attempt.state === 'payable' ? facts(...cashEnded(order, attempt, command.short, context)) : facts()
}

/**
 * No more notes come. Nothing came: the attempt is closed. Enough came: the order is written off, and what is over goes to the
 * account's balance, or onto the meter card. Too little came: all of it goes to the balance, or a person pays it out.
 */
export function cashEnded(
  order: PaymentOrder,
  attempt: PaymentAttempt,
  short: Decidable<'payment.endCash'>['short'],
  context: Context,
): Fact[] {
  const of = { orderId: order.id, attemptId: attempt.id }
  const received = attempt.receivedFen
  if (received === 0)
    return [
      { type: 'AttemptClosed', ...of },
      ...(order.givenUp
        ? [{ type: 'PaymentOrderCancelled', orderId: order.id, cause: 'customer' } as const]
        : []),
    ]
  const late = received < order.totalFen && short === 'counter'
  const paid: Fact = {
    ...{ type: 'AttemptPaid', ...of, channel: attempt.channel, channelNo: attempt.channelNo },
    ...{ tradeNo: attempt.channelNo, fen: received, paidAt: context.now, by: 'notes', late },
  }
  if (late)
    return [paid, refundOf(order, attempt, { fen: received, tradeNo: undefined, cause: 'cashLeft' }, context)]
  const isEnough = received >= order.totalFen
  return [
    paid,
    isEnough ? wholeDelivery(order, received) : deliveryOf(order, { bills: [], creditFen: received }),
  ]
}
