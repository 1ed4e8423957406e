import type { Fact, PaymentOrder } from '@service-hall/contract'
import type { Cause } from '../../core/capability.ts'
import type { WithPayment } from '../state.ts'

const OF_ATTEMPT = {
  opening: 'AttemptOpened',
  payable: 'AttemptPayable',
  closing: 'AttemptClosing',
  unsure: 'AttemptUnsure',
} as const

const OF_DELIVERY = {
  due: 'DeliveryStarted',
  unsure: 'DeliveryUnsure',
  reversing: 'ReversalStarted',
} as const

/** A cause as the state still has it: effects read everything else from the order itself. */
function cause(number: number, at: number, fact: { type: Fact['type']; [field: string]: unknown }): Cause {
  return { number, at, fact: fact as unknown as Fact }
}

/** Everything that was under way when the process ended: asked again, with the same numbers and keys. */
export function unfinishedPayments({ view, payment }: WithPayment): Cause[] {
  return [
    ...Object.values(view.payments).flatMap((order) => (order.endedAt === null ? ofOrder(order) : [])),
    ...comparisons(payment),
  ]
}

/** Comparisons that somebody asked for and that neither ended nor found that there is no bill. */
function comparisons({ byHand }: WithPayment['payment']): Cause[] {
  return Object.entries(byHand).flatMap(([key, { number, at, by, missed }]) => {
    const [side = '', day = ''] = key.split('/')
    return missed ? [] : [cause(number, at, { type: 'ReconciliationAsked', side, day, by })]
  })
}

function ofOrder(order: PaymentOrder): Cause[] {
  const { id: orderId, attempts, delivery, refunds } = order
  const found: Cause[] = []
  for (const { id: attemptId, state, use, byFact, since } of attempts)
    if (
      use !== 'cash' &&
      (state === 'opening' || state === 'payable' || state === 'closing' || state === 'unsure')
    )
      found.push(cause(byFact, since, { type: OF_ATTEMPT[state], orderId, attemptId }))
  if (delivery?.state === 'due' || delivery?.state === 'unsure' || delivery?.state === 'reversing')
    found.push(cause(delivery.byFact, delivery.since, { type: OF_DELIVERY[delivery.state], orderId }))
  if (delivery?.state === 'sold' && delivery.readBack)
    found.push(
      cause(delivery.readBack.byFact, delivery.since, {
        ...{
          type: 'MeterCardRead',
          orderId,
          count: delivery.readBack.count,
          isWritten: delivery.readBack.isWritten,
        },
      }),
    )
  for (const { state, byFact, since } of refunds)
    if (state === 'sending') found.push(cause(byFact, since, { type: 'RefundAsked', orderId }))
  return found
}
