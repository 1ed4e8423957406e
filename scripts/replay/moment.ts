import { localTime } from '@service-hall/contract'

const MINUTE_MS = 60_000
const shape = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?(Z|[+-]\d{2}:?\d{2})?$/

/**
 * The moment (epoch ms) that a person means by `2026-01-05T10:15:00`: on the clock of `timeZone`, unless an offset
 * (`Z`, `+08:00`) stands behind it; a day alone is its first moment. An hour that the clock shows twice is taken
 * as the first, one that it leaps over as the time after the leap. Null when it is no date and time.
 */
export function momentOf(text: string, timeZone: string): number | null {
  const match = shape.exec(text.trim())
  if (match === null) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part: string | undefined) => Number(part ?? 0))
  const wall = Date.UTC(year, month - 1, day, hour, minute, second)
  // A 30th of February becomes a day of March: what comes out is not what went in.
  const isReal = new Date(wall).toISOString().startsWith(`${text.trim().slice(0, 10)}T`)
  if (!isReal || hour > 23 || minute > 59 || second > 59) return null
  const offset = match[7]
  if (offset !== undefined) return wall - offsetMs(offset)
  // The zone's offset is not the same before and after a change of clocks, so try both of that day.
  const offsets = [
    shiftAt(wall - 24 * 60 * MINUTE_MS, timeZone),
    shiftAt(wall + 24 * 60 * MINUTE_MS, timeZone),
  ]
  const [before = 0] = offsets
  const right = offsets.find((shift) => shiftAt(wall - shift, timeZone) === shift)
  return wall - (right ?? before)
}

/** A moment on the clock of a time zone: `2026-01-05 10:15:00`. */
export function showMoment(at: number, timeZone: string): string {
  const { day, time } = localTime(at, timeZone)
  return `${day} ${time}:${String(Math.floor(at / 1000) % 60).padStart(2, '0')}`
}

/** How far the clock of a zone is ahead of UTC at a moment, ms. */
function shiftAt(at: number, timeZone: string): number {
  const { day, time } = localTime(at, timeZone)
  return Date.parse(`${day}T${time}:00Z`) - Math.floor(at / MINUTE_MS) * MINUTE_MS
}

function offsetMs(offset: string): number {
  if (offset === 'Z') return 0
  const sign = offset.startsWith('-') ? -1 : 1
  const digits = offset.replace(/\D/g, '')
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))) * MINUTE_MS
}
