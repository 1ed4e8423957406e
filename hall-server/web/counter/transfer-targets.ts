import { isServiceOpen, isStaffed, offered } from '@service-hall/contract'
import type {
  CounterConfig,
  CounterId,
  Duty,
  HallConfig,
  HallView,
  Service,
  ServiceId,
} from '@service-hall/contract'

/** Why a customer who is sent there may wait in vain: it is closed by now, or nobody is at a counter that does it. */
export type Doubt = 'closed' | 'unstaffed'

export type TransferTargets = {
  services: { service: Service; doubt: Doubt | null }[]
  counters: { counter: CounterConfig; duty: Exclude<Duty, { status: 'closed' }> }[]
}

/** Where a customer can be sent: every other service, and staffed counters that offer this one. */
export function transferTargets(
  view: HallView,
  config: HallConfig,
  from: CounterId,
  serviceId: ServiceId,
  now: number,
): TransferTargets {
  return {
    services: offered(config.services)
      .filter((service) => service.id !== serviceId)
      .map((service) => ({ service, doubt: doubtOf(view, config, service, now) })),
    counters: offered(config.counters).flatMap((counter) => {
      const duty = view.counters[counter.id]?.duty
      const takesIt = counter.id !== from && counter.skills.includes(serviceId)
      return takesIt && duty && duty.status !== 'closed' ? [{ counter, duty }] : []
    }),
  }
}

function doubtOf(view: HallView, config: HallConfig, service: Service, now: number): Doubt | null {
  if (!isServiceOpen(config, service, now)) return 'closed'
  return isStaffed(view, config, service.id) ? null : 'unstaffed'
}
