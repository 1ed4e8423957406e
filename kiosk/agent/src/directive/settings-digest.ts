import { hash } from 'node:crypto'
import { settingsText } from '@service-hall/contract'
import type { StationSettings } from '@service-hall/contract'

/** First 16 hexadecimal digits of the SHA-256 of settings: the region has the same for what it asked. */
export function settingsDigest(settings: StationSettings): string {
  return hash('sha256', settingsText(settings), 'hex').slice(0, 16)
}
