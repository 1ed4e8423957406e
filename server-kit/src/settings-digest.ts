import { createHash } from 'node:crypto'
import { settingsText } from '@service-hall/contract'
import type { StationSettings } from '@service-hall/contract'

/** Not `hash` of node:crypto: the kiosk's program runs in Electron, which has it not. */
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** First 16 hexadecimal digits of the SHA-256 of settings: region and machine have the same for the same settings. */
export function settingsDigest(settings: StationSettings): string {
  return sha256(settingsText(settings)).slice(0, 16)
}

/** A number of a machine, 0 to 2³² − 1, always the same: by it machines spread over minutes, or over waves. */
export function spreadOf(id: string): number {
  return parseInt(sha256(id).slice(0, 8), 16)
}

/** Minutes that a machine is behind its power calendar: the same for it every day, spread over all machines. */
export function skewOf(stationId: string, skewMinutes: number): number {
  return spreadOf(stationId) % (skewMinutes + 1)
}
