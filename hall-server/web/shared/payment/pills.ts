import type { AttemptState, RefundState } from '@service-hall/contract'
import type { IconName } from '@service-hall/ui'
import type { ShownState } from './order-rows.ts'

type Pill = { tone: 'good' | 'warn' | 'bad' | 'info' | 'idle'; icon: IconName }

export const ORDER_PILL: Readonly<Record<ShownState, Pill>> = {
  open: { tone: 'info', icon: 'clock' },
  paid: { tone: 'info', icon: 'play' },
  delivered: { tone: 'good', icon: 'check' },
  onBalance: { tone: 'good', icon: 'check' },
  onCard: { tone: 'good', icon: 'check' },
  reversing: { tone: 'warn', icon: 'undo' },
  returning: { tone: 'warn', icon: 'undo' },
  returned: { tone: 'idle', icon: 'undo' },
  cancelled: { tone: 'idle', icon: 'cross' },
  held: { tone: 'bad', icon: 'over' },
  unsure: { tone: 'bad', icon: 'question' },
  unwritten: { tone: 'bad', icon: 'question' },
}
export const ATTEMPT_PILL: Readonly<Record<AttemptState, Pill>> = {
  opening: { tone: 'info', icon: 'clock' },
  payable: { tone: 'info', icon: 'clock' },
  closing: { tone: 'info', icon: 'clock' },
  unsure: { tone: 'bad', icon: 'question' },
  paid: { tone: 'good', icon: 'check' },
  closed: { tone: 'idle', icon: 'cross' },
  refused: { tone: 'warn', icon: 'cross' },
}
export const REFUND_PILL: Readonly<Record<RefundState, Pill>> = {
  asked: { tone: 'warn', icon: 'clock' },
  sending: { tone: 'info', icon: 'clock' },
  manual: { tone: 'warn', icon: 'person' },
  done: { tone: 'good', icon: 'check' },
  denied: { tone: 'idle', icon: 'cross' },
}
