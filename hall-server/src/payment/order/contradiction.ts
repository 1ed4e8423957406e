import type { Decidable, Fact, PaymentAttempt, PaymentOrder, SuspenseId } from '@service-hall/contract'
import type { Context } from '../../core/decision.ts'
import { channelAccount } from '../ledger/accounts.ts'
import { tradeKey } from '../state.ts'
import type { WithPayment } from '../state.ts'

type Standing = Decidable<'payment.noteAttempt'>['standing']

/**
 * The channel says something else than two persons did, who had settled the attempt as paid. Another trade: nobody can tell
 * whether it is a second payment or the only one, so nothing goes back by itself, and it stands in suspense. Not paid: what
 * stands in the books is missing there. Null: it does not contradict them. Told twice it is one case.
 */
export function contradiction(
  { payment }: WithPayment,
  { order, attempt }: { order: PaymentOrder; attempt: PaymentAttempt },
  standing: Standing,
  { newId }: Pick<Context, 'newId'>,
): Fact[] | null {
  const { channel, tradeNo = '' } = attempt
  if (attempt.state !== 'paid' || attempt.settled?.is !== 'paid') return null
  const opened = (kind: 'notOurs' | 'oursOnly', fen: number, reference: string): Fact => ({
    ...{ type: 'SuspenseOpened', suspenseId: newId() as SuspenseId, kind, fen, reference },
    ...{ account: channelAccount(channel), orderId: order.id },
  })
  if (standing.is === 'paid') return [opened('notOurs', standing.fen, tradeKey(channel, standing.tradeNo))]
  if (standing.is !== 'closed' && standing.is !== 'refused') return null
  const reference = tradeKey(channel, tradeNo)
  if (Object.hasOwn(payment.returned, reference)) return []
  return [opened('oursOnly', -attempt.receivedFen, reference)]
}
