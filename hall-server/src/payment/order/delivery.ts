import { isDelivering, lookUp } from '@service-hall/contract'
import { isCardRead } from '../../billing/meter-sale.ts'
import { facts, refuse } from '../../core/decision.ts'
import type { Decider } from '../../core/decision.ts'
import type { WithPayment } from '../state.ts'
import { returnHeld } from './money.ts'

/** What the utility said of a write-off. Its final no sends the money back. */
export const noteDelivery: Decider<'payment.noteDelivery', WithPayment> = (state, command, context) => {
  const { orderId, outcome } = command
  const order = lookUp(state.view.payments, orderId)
  if (!order?.delivery || !isDelivering(order)) return facts()
  switch (outcome.is) {
    case 'done':
      return facts({
        ...{ type: 'Delivered', orderId, writeOffNo: outcome.writeOffNo, fen: order.delivery.fen },
        ...(outcome.balanceFen === undefined ? {} : { balanceFen: outcome.balanceFen }),
      })
    case 'sold':
      if (order.delivery.state === 'sold') return facts()
      return facts({ type: 'MeterCardSold', orderId, saleNo: outcome.saleNo, count: outcome.count })
    case 'refused':
      return facts(
        { type: 'DeliveryRefused', orderId, code: outcome.code },
        ...returnHeld(order, 'undelivered', context),
      )
    case 'unsure':
      if (order.delivery.state !== 'due') return facts()
      return facts({
        type: 'DeliveryUnsure',
        orderId,
        why: outcome.why,
        personAt: context.now + outcome.personAfterMs,
      })
  }
}

/**
 * The card was read back, by whichever machine has it: the count that is on it decides whether it was written. Once decided it
 * stays so: what the utility was told cannot be told otherwise.
 */
export const meterCard: Decider<'payment.meterCard', WithPayment> = (state, command) => {
  const order = lookUp(state.view.payments, command.orderId)
  if (!order) return refuse('payment.unknown')
  const { delivery } = order
  if (delivery?.state !== 'sold' || isCardRead(delivery)) return facts()
  const { count } = command
  return facts({ type: 'MeterCardRead', orderId: order.id, count, isWritten: count === delivery.count })
}
