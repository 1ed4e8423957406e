import { WHOLE_HALL, isServiceOpen, isStaffed } from '@service-hall/contract'
import type { HallMoment, Read } from './reading.ts'

/** Whether a service is staffed, or within its hours: asked once a service, however many wait for it. */
function servicesOf({
  view,
  config,
  hallNow,
  waiting,
}: HallMoment): Map<string, { staffed: boolean; open: boolean }> {
  const found = new Map<string, { staffed: boolean; open: boolean }>()
  for (const { serviceId } of waiting) {
    if (found.has(serviceId)) continue
    const service = config.services.find(({ id }) => id === serviceId)
    const staffed = isStaffed(view, config, serviceId)
    // The calendar is asked only where it matters.
    const open = staffed || (service !== undefined && isServiceOpen(config, service, hallNow))
    found.set(serviceId, { staffed, open })
  }
  return found
}

/** How long the one has waited who has waited longest of those that fit, ms. */
function longest(
  moment: HallMoment,
  fits: (service: { staffed: boolean; open: boolean }) => boolean,
): number {
  const services = servicesOf(moment)
  let since = moment.hallNow
  for (const { serviceId, arrivedAt } of moment.waiting) {
    const service = services.get(serviceId)
    if (arrivedAt < since && service && fits(service)) since = arrivedAt
  }
  return moment.hallNow - since
}

/** The longest that anybody waits now, ms; tickets left over after closing time are nobody's wait. */
export const waitTooLong: Read = (moment) => [
  { kind: 'waitTooLong', subject: WHOLE_HALL, value: longest(moment, ({ open }) => open) },
]

/** The longest that anybody waits for a service that nobody is at a counter for, within its hours, ms. */
export const noCounter: Read = (moment) => [
  { kind: 'noCounter', subject: WHOLE_HALL, value: longest(moment, ({ staffed, open }) => open && !staffed) },
]
