import { localTime } from '@service-hall/contract'

/** A span as `mm:ss`, or `h:mm:ss` from an hour on. Below zero is zero: clocks may differ by a moment. */
export function spanText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const two = (value: number): string => String(value).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}

/** Whole seconds left until a moment, at least 0. */
export function secondsLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / 1000))
}

/** Clock of the hall, `HH:MM`. */
export function clockText(at: number, timeZone: string): string {
  return localTime(at, timeZone).time
}

/** Clock of the hall, `HH:MM:SS`. */
export function clockWithSeconds(at: number, timeZone: string): string {
  // Zone offsets change on whole minutes only, so the seconds are the same everywhere.
  return `${localTime(at, timeZone).time}:${String(Math.floor(at / 1000) % 60).padStart(2, '0')}`
}
