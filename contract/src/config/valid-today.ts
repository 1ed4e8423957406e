import { localTime } from '../time.ts'
import type { Instant } from '../time.ts'
import type { HallConfig, Service } from './hall-config.ts'
import { dayAfter, hoursOn } from './opening.ts'
import type { Sentence } from './opening-text.ts'

type Hall = Pick<HallConfig, 'hall' | 'specialDays'>
type Hours = Pick<Service, 'id' | 'openingHours'>

/** A ticket lasts for its day only, of which its service is open until then, `HH:MM`; absent: that is not known. */
export type ValidToday = { until?: string | undefined }

/** Whether a service is open at the end of a day and at the beginning of the next: who waits for it then waits on. */
export function isOpenOverNight(config: Hall, service: Hours, day: string): boolean {
  const opensAtMidnight = hoursOn(config, service, dayAfter(day, 1)).spans.some(
    ({ from }) => from === '00:00',
  )
  return opensAtMidnight && hoursOn(config, service, day).spans.some(({ to }) => to === '24:00')
}

/** What a customer who takes a ticket, or holds one, has to know of its end; undefined: midnight does not end it. */
export function validToday(config: Hall, service: Hours, at: Instant): ValidToday | undefined {
  const { day, time } = localTime(at, config.hall.timeZone)
  if (isOpenOverNight(config, service, day)) return undefined
  const until = lastEnd(config, service, day)
  return until !== undefined && until > time ? { until } : {}
}

/** Whether a service was open on the day of this moment, or was to be, and is not open any more before the next. */
export function isOverToday(config: Hall, service: Hours, at: Instant): boolean {
  const { day, time } = localTime(at, config.hall.timeZone)
  const until = lastEnd(config, service, day)
  return until === undefined || until <= time
}

/** As paper and screens say it: `当日有效，办理至 17:30`. Short enough for a line of 58 mm paper. */
export function validTodayText({ until }: ValidToday): Sentence {
  return until === undefined
    ? { zh: '当日有效', en: 'Valid today only' }
    : { zh: `当日有效，办理至 ${until}`, en: `Valid today only, until ${until}` }
}

function lastEnd(config: Hall, service: Hours, day: string): string | undefined {
  return hoursOn(config, service, day)
    .spans.map(({ to }) => to)
    .sort()
    .at(-1)
}
