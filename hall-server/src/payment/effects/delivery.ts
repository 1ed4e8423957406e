import { isDelivering, lookUp } from '@service-hall/contract'
import type { PaymentOrder } from '@service-hall/contract'
import type { Billing, BillingAnswer } from '../../billing/port.ts'
import type { Cause, EffectCommand } from '../../core/capability.ts'
import { DELIVERY_WAITS } from '../agreed-waits.ts'
import type { EffectPorts } from './attempt.ts'
import { atWaits } from './waits.ts'

type OrderCause = { number: number; fact: { orderId: string } }
type Outcome = Extract<EffectCommand, { type: 'payment.noteDelivery' }>['outcome']

function orderNow({ hall }: EffectPorts, { fact }: OrderCause): PaymentOrder | undefined {
  return lookUp(hall.state.view.payments, fact.orderId)
}

/** Whether the write-off is still where this cause brought it. */
function isStill(ports: EffectPorts, cause: OrderCause): boolean {
  const order = orderNow(ports, cause)
  return order?.delivery?.byFact === cause.number && isDelivering(order) && !ports.payments.stopping.aborted
}

/**
 * Has the utility write an order off, or sell for its meter card. The key is the order's: asked twice, it is done once.
 * `cause`: `DeliveryStarted` while the customer waits, `DeliveryUnsure` afterwards, on and on.
 */
export async function deliver(
  cause: Cause<'DeliveryStarted'> | Cause<'DeliveryUnsure'>,
  ports: EffectPorts,
): Promise<EffectCommand | null> {
  const isLater = cause.fact.type === 'DeliveryUnsure'
  const { billing, deliveryWaits: waits = DELIVERY_WAITS } = ports.payments
  const order = orderNow(ports, cause)
  if (!order || order.delivery?.state === 'sold' || !isStill(ports, cause)) return null
  let why = 'noBilling'
  for await (const _ of atWaits(ports, isLater ? waits.laterMs : waits.customerMs, { forEver: isLater })) {
    if (!isStill(ports, cause)) return null
    if (!billing) continue
    const outcome = await asked(billing, order, ports)
    if (outcome.is !== 'unsure') return { type: 'payment.noteDelivery', orderId: order.id, outcome }
    why = outcome.why
  }
  if (!isStill(ports, cause)) return null
  const outcome = { is: 'unsure', why, personAfterMs: waits.personAfterMs } as const
  return { type: 'payment.noteDelivery', orderId: order.id, outcome }
}

async function asked(
  billing: Billing,
  order: PaymentOrder,
  { hall }: EffectPorts,
): Promise<Outcome | { is: 'unsure'; why: string }> {
  const { delivery, accountNo = '', meterCard } = order
  if (!delivery) return { is: 'unsure', why: 'noDelivery' }
  if (order.purpose === 'meterCard' && meterCard) {
    const { meterNo, cardSerial, count: cardCount } = meterCard
    const { key, fen } = delivery
    const sold = await billing.sellToMeterCard({ key, accountNo, meterNo, cardSerial, fen, cardCount })
    return said(sold, ({ saleNo, count }) => ({ is: 'sold', saleNo, count }))
  }
  const paid = order.attempts.find(({ state }) => state === 'paid')
  const written = await billing.writeOff({
    ...{ key: delivery.key, accountNo, creditFen: delivery.creditFen },
    bills: delivery.bills.map(({ billId, fen }) => ({ billId, fen })),
    ...{ paidAt: paid?.paidAt ?? delivery.since, channel: paid?.channel ?? 'cash' },
    ...{ hallId: hall.config?.hall.id ?? '', terminalId: paid?.terminalId ?? '' },
  })
  return said(written, ({ writeOffNo, fen, balanceFen }) => ({ is: 'done', writeOffNo, fen, balanceFen }))
}

/** `keyReused` is no answer to this order but a fault of somebody's: nobody may give money back for it. */
function said<Value>(
  answer: BillingAnswer<Value>,
  outcome: (value: Value) => Outcome,
): Outcome | { is: 'unsure'; why: string } {
  if (answer.is === 'ok') return outcome(answer.value)
  if (answer.is === 'unsure') return answer
  return answer.code === 'keyReused'
    ? { is: 'unsure', why: answer.code }
    : { is: 'refused', code: answer.code }
}

/** Tells the utility how the meter card was read back. What was not written is void there, and its money goes back. */
export async function tellWritten(
  cause: Cause<'MeterCardRead'>,
  ports: EffectPorts,
): Promise<EffectCommand | null> {
  const { billing, deliveryWaits: waits = DELIVERY_WAITS } = ports.payments
  const order = orderNow(ports, cause)
  if (!billing || order?.delivery?.state !== 'sold') return null
  const { key, saleNo = '', fen } = order.delivery
  const note = (outcome: Outcome): EffectCommand => ({
    type: 'payment.noteDelivery',
    orderId: order.id,
    outcome,
  })
  for await (const _ of atWaits(ports, [...waits.customerMs, ...waits.laterMs], { forEver: true })) {
    if (orderNow(ports, cause)?.delivery?.state !== 'sold') return null
    const answer = await billing.meterCardRead({ key, count: cause.fact.count })
    if (answer.is === 'unsure') continue
    if (answer.is === 'ok' && answer.value.isWritten) return note({ is: 'done', writeOffNo: saleNo, fen })
    if (answer.is === 'ok') return note({ is: 'refused', code: 'cardNotWritten' })
    // The utility does not know the sale that it made: a person has to find out; asked on and on meanwhile.
    ports.log.warn('payment.cardDisputed', { orderId: order.id, code: answer.code })
  }
  return null
}

/** Has the utility take a write-off back, on and on until it says. */
export async function reverse(
  cause: Cause<'ReversalStarted'>,
  ports: EffectPorts,
): Promise<EffectCommand | null> {
  const { billing, deliveryWaits: waits = DELIVERY_WAITS } = ports.payments
  const { orderId } = cause.fact
  const isReversing = (): boolean => {
    const delivery = orderNow(ports, cause)?.delivery
    return delivery?.state === 'reversing' && delivery.byFact === cause.number
  }
  const delivery = orderNow(ports, cause)?.delivery
  if (!billing || !delivery || !isReversing()) return null
  const { key: writeOffKey, reversalKey: key = '' } = delivery
  for await (const _ of atWaits(ports, [...waits.customerMs, ...waits.laterMs], { forEver: true })) {
    if (!isReversing()) return null
    const answer = await billing.reverseWriteOff({ key, writeOffKey, reason: 'refund' })
    if (answer.is === 'ok')
      return {
        type: 'payment.noteReversal',
        orderId,
        outcome: { is: 'done', reversalNo: answer.value.reversalNo },
      }
    if (answer.is === 'refused')
      return { type: 'payment.noteReversal', orderId, outcome: { is: 'refused', code: answer.code } }
  }
  return null
}
