import { isSettled, openAttempt, orderState } from '@service-hall/contract'
import type { PaymentOrder } from '@service-hall/contract'
import type { KeptOrders } from './state.ts'

/** Whether an order waits for somebody to pay it, and nobody will: no attempt of it may bring money of its own course. */
function isNobodys(order: PaymentOrder): boolean {
  const attempt = openAttempt(order)
  if (orderState(order) !== 'open' || attempt?.use === 'cash') return false
  // A code that is still being made was seen by nobody.
  return (
    !attempt || attempt.state === 'payable' || (attempt.state === 'opening' && attempt.use === 'showsCode')
  )
}

/**
 * Orders of this machine whose customers have gone. `kept`: their payment is over here; `orphans`: nobody pays them, and they
 * are to be cancelled so that their bills can be paid elsewhere. Pure.
 */
function find({
  orders,
  stationId,
  kept,
  hereId,
}: {
  orders: readonly PaymentOrder[]
  stationId: string
  kept: KeptOrders
  /** Of the customer who stands here. */
  hereId: string | null
}): { kept: string[]; orphans: string[] } {
  const over = Object.values(kept).filter(({ orderId, hasLeft }) => !hasLeft && orderId !== hereId)
  const orphans = orders.filter(
    (order) => order.stationId === stationId && order.id !== hereId && !isSettled(order) && isNobodys(order),
  )
  return { kept: over.map(({ orderId }) => orderId), orphans: orphans.map(({ id }) => id) }
}

export const ordersLeft = { find, isNobodys }
