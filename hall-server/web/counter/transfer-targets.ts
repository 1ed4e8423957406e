import { offered } from '@service-hall/contract'
import type {
  CounterConfig,
  CounterId,
  Duty,
  HallConfig,
  HallView,
  Service,
  ServiceId,
} from '@service-hall/contract'

export type TransferTargets = {
  services: Service[]
  counters: { counter: CounterConfig; duty: Exclude<Duty, { status: 'closed' }> }[]
}

/** Where a customer can be sent: every other service, and staffed counters that offer this one. */
export function transferTargets(
  view: HallView,
  config: HallConfig,
  from: CounterId,
  serviceId: ServiceId,
): TransferTargets {
  return {
    services: offered(config.services).filter((service) => service.id !== serviceId),
    counters: offered(config.counters).flatMap((counter) => {
      const duty = view.counters[counter.id]?.duty
      const takesIt = counter.id !== from && counter.skills.includes(serviceId)
      return takesIt && duty && duty.status !== 'closed' ? [{ counter, duty }] : []
    }),
  }
}
