import type { Decidable, Fact, PaymentAttempt, PaymentOrder, SuspenseId } from '@service-hall/contract'
import { actorRef } from '@service-hall/contract'
import type { Context } from '../../core/decision.ts'
import { channelAccount } from '../ledger/accounts.ts'
import { tradeKey } from '../state.ts'
import type { WithPayment } from '../state.ts'

type Closed = Extract<Decidable<'payment.noteAttempt'>['standing'], { is: 'closed' }>
type Found = { order: PaymentOrder; attempt: PaymentAttempt }

/**
 * The channel gave a trade back that stands in the books as paid: a closing that was on its way overtook the payment. A refund
 * that is open for it is done with that. Otherwise the money was written off, and is missing: somebody has to decide, so
 * it stands in suspense. Null: it is no such trade. Told twice it counts once.
 */
export function gaveBack(
  { payment }: WithPayment,
  { order, attempt }: Found,
  { returned }: Closed,
  { actor, newId }: Pick<Context, 'actor' | 'newId'>,
): Fact[] | null {
  if (!returned) return null
  const { tradeNo, fen } = returned
  const { channel } = attempt
  const isPaid = attempt.tradeNo === tradeNo || attempt.surplusTradeNos.includes(tradeNo)
  if (!isPaid) return null
  const reference = tradeKey(channel, tradeNo)
  const ofTrade = order.refunds.filter((one) => one.tradeNo === tradeNo)
  const doneFen = ofTrade.reduce((sum, one) => sum + (one.state === 'done' ? one.fen : 0), 0)
  if (payment.returned[reference] || doneFen >= fen) return []
  const open = ofTrade.find((one) => one.fen === fen && (one.state === 'sending' || one.state === 'manual'))
  if (open) {
    const via = { is: 'channel', channel, tradeNo } as const
    return [{ type: 'Refunded', orderId: order.id, refundId: open.id, via, fen, by: actorRef(actor) }]
  }
  return [
    {
      ...{ type: 'SuspenseOpened', suspenseId: newId() as SuspenseId, kind: 'oursOnly', orderId: order.id },
      ...{ account: channelAccount(channel), fen: -fen, reference },
    },
  ]
}
