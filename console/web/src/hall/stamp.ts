import { localTime } from '@service-hall/contract'
import { clockWithSeconds } from '@service-hall/ui'

/** A moment by the clock of a hall, with its day: `2026-01-05 10:31:07`. */
export function stampText(at: number, timeZone: string): string {
  return `${localTime(at, timeZone).day} ${clockWithSeconds(at, timeZone)}`
}

/** An hour of the day: `09:00`. */
export const hourText = (hour: number): string => `${String(hour).padStart(2, '0')}:00`
