import { localTime } from '@service-hall/contract'

/** What a clock in `timeZone` that shows `typed` (`2026-01-05T14:05`) means, epoch ms; null: it is no time. */
export function hallInstant(typed: string, timeZone: string): number | null {
  const asUtc = Date.parse(`${typed}Z`)
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(typed) || Number.isNaN(asUtc)) return null
  const { day, time } = localTime(asUtc, timeZone)
  return asUtc - (Date.parse(`${day}T${time}Z`) - asUtc)
}
