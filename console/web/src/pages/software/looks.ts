import type { RolloutStanding, RolloutState } from '@service-hall/contract'
import type { IconName } from '@service-hall/ui'

type Look = { tone: 'good' | 'warn' | 'bad' | 'info' | 'idle'; icon: IconName }

export const ROLLOUT_LOOKS: Readonly<Record<RolloutState, Look>> = {
  running: { tone: 'info', icon: 'play' },
  paused: { tone: 'warn', icon: 'clock' },
  held: { tone: 'bad', icon: 'warn' },
  back: { tone: 'warn', icon: 'undo' },
  done: { tone: 'good', icon: 'check' },
  cancelled: { tone: 'idle', icon: 'none' },
}

/** Of a bar, from the left; the colours are tokens. */
export const STANDING_COLOURS: Readonly<Record<RolloutStanding, string>> = {
  running: 'var(--good)',
  staged: 'var(--brand)',
  fetching: 'var(--info)',
  unreachable: 'var(--warn)',
  failed: 'var(--bad)',
  waiting: 'var(--line-strong)',
  excluded: 'var(--idle-soft)',
}
