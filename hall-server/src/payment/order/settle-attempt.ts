import { actorRef, lookUp } from '@service-hall/contract'
import type {
  AttemptFinding,
  AttemptStanding,
  FindingId,
  PaymentAttempt,
  PaymentOrder,
  RefusalCode,
} from '@service-hall/contract'
import { facts, refuse } from '../../core/decision.ts'
import type { Context, Decider } from '../../core/decision.ts'
import { tradeKey } from '../state.ts'
import type { WithPayment } from '../state.ts'
import { ordersOf } from './open.ts'
import { happened } from './standing.ts'

/**
 * 查明, first person: what the channel's own page says of an attempt that nobody can tell of. Also where the channel is set up
 * no more, or never answers. Asked again it replaces what was asked before.
 */
export const settleAttempt: Decider<'payment.settleAttempt', WithPayment> = (state, command, context) => {
  const { actor, newId, now } = context
  const { orderId, attemptId, found } = command
  const order = ordersOf(state, orderId, actor)
  if (typeof order === 'string') return refuse(`payment.${order}`)
  const attempt = order.attempts.find(({ id }) => id === attemptId)
  if (!attempt) return refuse('payment.unknown')
  const why = whyNot(state, attempt, found, context)
  if (why) return refuse(why)
  if (found.is === 'paid' && found.paidAt > now) return refuse('input.invalid', 'found.paidAt')
  const findingId = newId() as FindingId
  return facts({ type: 'AttemptFound', orderId: order.id, attemptId, findingId, found, by: actorRef(actor) })
}

/** 查明, second person: nobody confirms their own. What follows is what follows when the channel itself says so. */
export const confirmAttempt: Decider<'payment.confirmAttempt', WithPayment> = (state, command, context) => {
  const order = lookUp(state.view.payments, command.orderId)
  const attempt = order?.attempts.find(({ id }) => id === command.attemptId)
  if (!order || !attempt) return refuse('payment.unknown')
  const { finding } = attempt
  if (finding?.id !== command.findingId) return refuse('payment.findingEnded')
  const second = actorRef(context.actor)
  if (finding.by === second) return refuse('payment.samePerson')
  const of = { orderId: order.id, attemptId: attempt.id, findingId: finding.id }
  if (!command.isConfirmed) return facts({ type: 'AttemptFindingDenied', ...of, by: second })
  const { found, by } = finding
  const why = whyNot(state, attempt, found, context)
  if (why) return refuse(why)
  return facts(
    { type: 'AttemptSettled', ...of, found, by, second },
    ...happened({ order, attempt } satisfies Found, standingOf(found), context),
  )
}

type Found = { order: PaymentOrder; attempt: PaymentAttempt }

/** Only what nobody can tell, once it is a person's, and no trade that is counted already. */
function whyNot(
  { payment }: WithPayment,
  { state, personAt, channel }: PaymentAttempt,
  found: AttemptFinding,
  { now }: Context,
): RefusalCode | null {
  if (state !== 'unsure') return 'payment.notUnsure'
  if (personAt !== undefined && now < personAt) return 'payment.notYours'
  const isCounted = found.is === 'paid' && Object.hasOwn(payment.trades, tradeKey(channel, found.tradeNo))
  return isCounted ? 'payment.tradeKnown' : null
}

function standingOf(found: AttemptFinding): AttemptStanding {
  return found.is === 'paid' ? { ...found, by: 'staff' } : { is: 'closed' }
}
