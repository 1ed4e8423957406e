import { dayAfter, isOpenOverNight, localTime } from '@service-hall/contract'
import type { HallConfig, ServiceId } from '@service-hall/contract'

/** Services that are open just before and just after the change of day before `now`: their customers stay. */
export function openAcross(config: HallConfig, now: number): ServiceId[] {
  const dayBefore = dayAfter(localTime(now, config.hall.timeZone).day, -1)
  return config.services.filter((service) => isOpenOverNight(config, service, dayBefore)).map(({ id }) => id)
}
