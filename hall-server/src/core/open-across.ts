import { isServiceOpen, localTime } from '@service-hall/contract'
import type { HallConfig, ServiceId } from '@service-hall/contract'

const MINUTE_MS = 60_000

/** Services that are open just before and just after the change of day before `now`: their customers stay. */
export function openAcross(config: HallConfig, now: number): ServiceId[] {
  const { timeZone } = config.hall
  const after = startOfDay(now, timeZone)
  return config.services
    .filter((service) => [after - MINUTE_MS, after].every((at) => isServiceOpen(config, service, at)))
    .map(({ id }) => id)
}

/** The first minute of the calendar day at `now`, epoch ms; days of 23 and 25 hours included. */
function startOfDay(now: number, timeZone: string): number {
  let from = Math.floor(now / MINUTE_MS) * MINUTE_MS
  const day = dayOf(from, timeZone)
  for (const step of [60, 15, 1])
    while (dayOf(from - step * MINUTE_MS, timeZone) === day) from -= step * MINUTE_MS
  return from
}

function dayOf(at: number, timeZone: string): string {
  return localTime(at, timeZone).day
}
