import type { PaymentPurpose, ServiceId } from '@service-hall/contract'
import type { Flow } from '../state.ts'

/** What the kiosk does now in place of a ticket for this service; null: nothing. */
export function insteadOf({ view }: Pick<Flow, 'view'>, serviceId: ServiceId): PaymentPurpose | null {
  const payment = view?.payment
  if (!payment || payment.away !== null) return null
  const instead = payment.instead.find((one) => one.serviceId === serviceId)
  return instead && payment.offers.includes(instead.purpose) ? instead.purpose : null
}
