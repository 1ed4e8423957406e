import type { HallConfig } from '../config/hall-config.ts'
import type { CounterPart } from '../counter/part.ts'
import type { ServiceId } from '../ids.ts'

/** Whether somebody is at a counter that does this service, a short break included. */
export function isStaffed(
  view: CounterPart,
  { counters }: Pick<HallConfig, 'counters'>,
  serviceId: ServiceId,
): boolean {
  return counters.some(
    ({ id, skills }) =>
      skills.includes(serviceId) && (view.counters[id]?.duty.status ?? 'closed') !== 'closed',
  )
}
