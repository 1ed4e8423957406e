import type {
  AttemptState,
  Decidable,
  Fact,
  FactOf,
  PaymentAttempt,
  PaymentOrder,
  SuspenseId,
} from '@service-hall/contract'
import { ATTEMPT_MOVES, lookUp } from '@service-hall/contract'
import { facts, refuse } from '../../core/decision.ts'
import type { Context, Decider } from '../../core/decision.ts'
import { channelAccount } from '../ledger/accounts.ts'
import { attemptBy, tradeKey } from '../state.ts'
import type { WithPayment } from '../state.ts'
import { contradiction } from './contradiction.ts'
import { gaveBack } from './gave-back.ts'
import { refundOf, wholeDelivery } from './money.ts'

type Standing = Decidable<'payment.noteAttempt'>['standing']
type StandingOf<Is extends Standing['is']> = Extract<Standing, { is: Is }>
type Found = { order: PaymentOrder; attempt: PaymentAttempt }

/** How an attempt stands, by whatever the hall learned it: answer, query, notice or bill. Told twice it counts once. */
export const noteAttempt: Decider<'payment.noteAttempt', WithPayment> = (state, command, context) => {
  const { channel, channelNo, standing } = command
  if (standing.is === 'paid' && state.payment.trades[tradeKey(channel, standing.tradeNo)]) return facts()
  const found = attemptBy(state, channelNo)
  if (!found || found.attempt.channel !== channel)
    return standing.is === 'paid'
      ? facts(notOurs(state, command, standing, context))
      : refuse('payment.unknown')
  if (standing.is === 'paid' && isCounted(found.attempt, standing.tradeNo)) return facts()
  const known = standing.is === 'closed' && gaveBack(state, found, standing, context)
  return facts(
    ...(known || contradiction(state, found, standing, context) || happened(found, standing, context)),
  )
}

/** An order that has not ended knows its trades for longer than the hall does. */
function isCounted({ tradeNo, surplusTradeNos }: PaymentAttempt, told: string): boolean {
  return tradeNo === told || surplusTradeNos.includes(told)
}

/**
 * Money under a number that the hall does not have, or has no more: it stands in suspense until somebody explains it. The order
 * that the number was given to is named as long as it is known: longer than the order is in the view.
 */
function notOurs(
  { payment }: WithPayment,
  { channel, channelNo }: Pick<Decidable<'payment.noteAttempt'>, 'channel' | 'channelNo'>,
  { tradeNo, fen }: StandingOf<'paid'>,
  { newId }: Context,
): FactOf<'SuspenseOpened'> {
  const orderId = lookUp(payment.byChannelNo, channelNo)?.orderId as PaymentOrder['id'] | undefined
  return {
    ...{ type: 'SuspenseOpened', suspenseId: newId() as SuspenseId, kind: 'notOurs' },
    ...{ account: channelAccount(channel), fen, reference: tradeKey(channel, tradeNo) },
    ...(orderId === undefined ? {} : { orderId }),
  }
}

/** What follows for an attempt and its order. */
export function happened(found: Found, standing: Standing, context: Context): Fact[] {
  switch (standing.is) {
    case 'paid':
      return paid(found, standing, context)
    case 'payable':
      return payable(found, standing)
    case 'refused':
      return moves(found, 'refused') ? [refused(found, standing), ...ended(found)] : []
    case 'closed':
      return moves(found, 'closed') ? [closed(found, standing), ...ended(found)] : []
    case 'notOpened':
      return found.attempt.state === 'opening' ? [closing(found, 'openUnsure')] : []
    case 'unsure':
      return moves(found, 'unsure') ? [unsure(found, standing, context)] : []
  }
}

function moves({ attempt }: Found, to: AttemptState): boolean {
  return ATTEMPT_MOVES[attempt.state].includes(to)
}

function ofAttempt({ order, attempt }: Found) {
  return { orderId: order.id, attemptId: attempt.id }
}

/** An attempt that the customer gave up while the channel opened it is closed as soon as it can be. */
function payable(found: Found, { qr }: StandingOf<'payable'>): Fact[] {
  if (found.attempt.state !== 'opening') return []
  const offered: Fact = {
    type: 'AttemptPayable',
    ...ofAttempt(found),
    ...(qr === undefined ? {} : { qr }),
  }
  return found.order.givenUp ? [offered, closing(found, 'customer')] : [offered]
}

export function closing(found: Found, cause: FactOf<'AttemptClosing'>['cause']): FactOf<'AttemptClosing'> {
  return { type: 'AttemptClosing', ...ofAttempt(found), cause }
}

function refused(found: Found, { code, customer }: StandingOf<'refused'>): Fact {
  return { type: 'AttemptRefused', ...ofAttempt(found), code, ...(customer ? { customer } : {}) }
}

function closed(found: Found, { returned }: StandingOf<'closed'>): Fact {
  const { channel } = found.attempt
  return {
    type: 'AttemptClosed',
    ...ofAttempt(found),
    ...(returned ? { returned: { channel, ...returned } } : {}),
  }
}

function unsure(found: Found, { why, personAfterMs }: StandingOf<'unsure'>, { now }: Context): Fact {
  return { type: 'AttemptUnsure', ...ofAttempt(found), why, personAt: now + personAfterMs }
}

/** What an attempt that ended without money brings with it: the order of a customer who gave it up is over. */
function ended({ order, attempt }: Found): Fact[] {
  const isOver = order.givenUp && order.heldFen === 0 && !order.cancelled
  return isOver && attempt.receivedFen === 0
    ? [{ type: 'PaymentOrderCancelled', orderId: order.id, cause: 'customer' }]
    : []
}

/**
 * Money came. It is written off when the order still wants it, in whatever state the attempt was by then; otherwise, or where
 * it is not the amount asked for, it goes back. It is never dropped.
 */
function paid(found: Found, standing: StandingOf<'paid'>, context: Context): Fact[] {
  const { order, attempt } = found
  const { tradeNo, fen, paidAt, maskedPayer, by } = standing
  const trade = { channel: attempt.channel, channelNo: attempt.channelNo, tradeNo, fen, paidAt }
  if (attempt.state === 'paid')
    return [
      { type: 'SurplusPaid', ...ofAttempt(found), ...trade },
      refundOf(order, attempt, { fen, tradeNo, cause: 'surplus' }, context),
    ]
  const isOver = attempt.state === 'closed' || attempt.state === 'refused'
  const isUnwanted = isOver || order.givenUp || order.cancelled !== null || order.delivery !== null
  const cause = isUnwanted ? 'late' : fen === attempt.fen ? null : 'wrongAmount'
  const came: Fact = {
    ...{ type: 'AttemptPaid', ...ofAttempt(found), ...trade, by, late: cause !== null },
    ...(maskedPayer === undefined ? {} : { maskedPayer }),
  }
  if (cause === null) return [came, wholeDelivery(order, fen)]
  return [came, refundOf(order, attempt, { fen, tradeNo, cause }, context)]
}
