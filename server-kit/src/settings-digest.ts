import { hash } from 'node:crypto'
import { settingsText } from '@service-hall/contract'
import type { StationSettings } from '@service-hall/contract'

/** First 16 hexadecimal digits of the SHA-256 of settings: region and machine have the same for the same settings. */
export function settingsDigest(settings: StationSettings): string {
  return hash('sha256', settingsText(settings), 'hex').slice(0, 16)
}

/** A number of a machine, 0 to 2³² − 1, always the same: by it machines spread over minutes, or over waves. */
export function spreadOf(id: string): number {
  return parseInt(hash('sha256', id, 'hex').slice(0, 8), 16)
}
