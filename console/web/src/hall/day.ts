import { localTime } from '@service-hall/contract'

const HOUR_MS = 3_600_000

/** The moment at which a calendar day begins by the clock of a time zone, epoch ms. */
export function beginningOf(day: string, timeZone: string): number {
  const noon = Date.parse(`${day}T12:00:00Z`)
  const { day: there, time } = localTime(noon, timeZone)
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const days = Math.round(
    (Date.parse(`${there}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`)) / (24 * HOUR_MS),
  )
  const begin = noon - (days * 24 + hours) * HOUR_MS - minutes * 60_000
  // Where the clock changed between midnight and noon.
  const [late = 0] = localTime(begin, timeZone).time.split(':').map(Number)
  if (localTime(begin, timeZone).day !== day) return begin + (24 - late) * HOUR_MS
  return begin - late * HOUR_MS
}

/** Whether a text is a calendar day. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`))
}
