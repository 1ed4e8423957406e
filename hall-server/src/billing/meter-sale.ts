import type { BillingValue, PaymentOrder } from '@service-hall/contract'

/** Whether an order was sold for this meter card and may still be written on it: nothing that was read has settled it. */
export function isToBeWritten({ delivery, meterCard }: PaymentOrder, cardSerial: string): boolean {
  return (
    delivery?.state === 'sold' &&
    !isCardRead(delivery) &&
    meterCard?.cardSerial.toLowerCase() === cardSerial.toLowerCase()
  )
}

/**
 * Whether the card was read back with a count that settles it: the purchase's own, written; the one before, not. Any other count
 * settles nothing, and may be followed by a better one.
 */
export function isCardRead({ readBack, count = 0 }: NonNullable<PaymentOrder['delivery']>): boolean {
  return readBack !== undefined && (readBack.count === count || readBack.count === count - 1)
}

/** What is to be written on this card. */
export function saleOn(
  payments: Readonly<Record<string, PaymentOrder>>,
  cardSerial: string,
): BillingValue<'meterCardSale'> {
  const order = Object.values(payments).find((one) => isToBeWritten(one, cardSerial))
  return order?.delivery
    ? { orderId: order.id, fen: order.delivery.fen, count: order.delivery.count ?? 0 }
    : null
}
