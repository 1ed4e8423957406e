import { localTime } from '@service-hall/contract'

/** A moment on the hall's clock: `14:05`, with month and day before it where that is not today. */
export function momentText(at: number, now: number, timeZone: string): string {
  const { day, time } = localTime(at, timeZone)
  return day === localTime(now, timeZone).day ? time : `${day.slice(5)} ${time}`
}
