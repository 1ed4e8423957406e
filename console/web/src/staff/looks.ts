import type { SwapState } from '@service-hall/contract'
import type { IconName } from '@service-hall/ui'

type Look = { tone: 'good' | 'warn' | 'info' | 'idle'; icon: IconName }

/** How the state of a swap looks. */
export const SWAP_LOOKS: Readonly<Record<SwapState, Look>> = {
  asked: { tone: 'warn', icon: 'question' },
  agreed: { tone: 'info', icon: 'person' },
  approved: { tone: 'good', icon: 'check' },
  declined: { tone: 'idle', icon: 'cross' },
  refused: { tone: 'idle', icon: 'cross' },
  dropped: { tone: 'idle', icon: 'undo' },
}

export type AbsenceState = 'asked' | 'granted' | 'refused'
export const ABSENCE_LOOKS: Readonly<Record<AbsenceState, Look>> = {
  asked: { tone: 'warn', icon: 'question' },
  granted: { tone: 'good', icon: 'check' },
  refused: { tone: 'idle', icon: 'cross' },
}
/** What became of a request for days off; null: nobody has decided. */
export const absenceState = (granted: boolean | null): AbsenceState =>
  granted === null ? 'asked' : granted ? 'granted' : 'refused'
