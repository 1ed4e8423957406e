import { SLOTS, SLOT_MINUTES, touches } from '@service-hall/contract'
import type { DayDemand, PlanDay, ServiceForecast, WaitTarget, WorkSpan } from '@service-hall/contract'
import { loadOf, peopleNeeded } from './erlang.ts'

const PER_HOUR = 60 / SLOT_MINUTES
/** Customers of a half hour below which nobody has to be there for them alone. */
const HARDLY_ANY = 0.25

/**
 * People needed in each half hour, each taken by itself as if it lasted (stationary independent period by period; Green,
 * Kolesar and Soares, Operations Research 49, 2001): whoever works serves all services, so arrivals are added and the
 * handling times weighted with their mix. For each service so many people who can serve it as its own load keeps busy.
 */
export function dayDemand(
  day: PlanDay,
  services: readonly ServiceForecast[],
  open: readonly WorkSpan[],
  target: WaitTarget,
): DayDemand {
  const slots = Array.from({ length: SLOTS }, (_none, slot) => slot)
  const needed = slots.map((slot) => {
    if (!touches(open, slot)) return 0
    const arrivals = services.map((one) => one.arrivals[slot] ?? 0)
    const all = arrivals.reduce((sum, count) => sum + count, 0)
    if (all === 0) return 0
    const busyMs = services.reduce((sum, { handlingMs }, at) => sum + handlingMs * (arrivals[at] ?? 0), 0)
    const station = { perHour: all * PER_HOUR, handlingMs: busyMs / all, patienceMs: target.patienceMs }
    return peopleNeeded(station, target)
  })
  const neededFor = Object.fromEntries(
    services.map(({ service, arrivals, handlingMs }) => [
      service,
      slots.map((slot) => {
        const count = arrivals[slot] ?? 0
        if (!touches(open, slot) || count < HARDLY_ANY) return 0
        return Math.max(1, Math.ceil(loadOf({ perHour: count * PER_HOUR, handlingMs, patienceMs: null })))
      }),
    ]),
  )
  return { day, services: [...services], needed, neededFor }
}
