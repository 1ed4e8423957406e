import type { DriftState } from '@service-hall/contract'
import type { IconName } from '@service-hall/ui'

export const DRIFT_LOOKS: Readonly<
  Record<DriftState, { tone: 'good' | 'warn' | 'bad' | 'info' | 'idle'; icon: IconName }>
> = {
  refused: { tone: 'bad', icon: 'cross' },
  failed: { tone: 'bad', icon: 'warn' },
  otherwise: { tone: 'warn', icon: 'undo' },
  notGiven: { tone: 'warn', icon: 'question' },
  offline: { tone: 'warn', icon: 'linkLost' },
  waiting: { tone: 'info', icon: 'clock' },
  same: { tone: 'good', icon: 'check' },
  free: { tone: 'idle', icon: 'none' },
}
