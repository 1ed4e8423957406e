import type { DeviceError, DeviceStatus } from '../common/words.ts'
import type { CashMemory } from './cash-words.ts'
import type { Session, Trouble } from './dialect.ts'

type Fault = { device: DeviceStatus['device']; error?: DeviceError }

const faults: Readonly<Record<Exclude<Trouble, 'none'>, Fault>> = {
  boxFull: { device: 'userError', error: { code: 'cashBoxFull', action: 'clear' } },
  boxRemoved: { device: 'userError', error: { code: 'cashBoxOpen', action: 'clear' } },
  jammedInPath: { device: 'userError', error: { code: 'cashJammed', action: 'clear' } },
  jammedInBox: { device: 'userError', error: { code: 'cashJammed', action: 'clear' } },
  fraud: { device: 'fraudAttempt', error: { code: 'fraudAttempt', action: 'clear' } },
  failed: { device: 'hardwareError', error: { code: 'mechanical', action: 'maintenance' } },
  // Nothing is wrong: it is starting or sorting itself out, and will be done by itself.
  busy: { device: 'deviceBusy' },
}

/** The state of an acceptor that answers, in XFS words. */
export function cashStatus(session: Session, { note }: CashMemory): DeviceStatus {
  const { trouble } = session
  const isJam = trouble === 'jammedInPath' || trouble === 'jammedInBox'
  const inside = note !== null && note.stage !== 'credited' && note.stage !== 'uncertain'
  return {
    ...(trouble === 'none' ? { device: 'online' } : faults[trouble]),
    media: isJam ? 'jammed' : inside ? 'present' : 'notPresent',
    consumables: [{ name: 'cashBox', state: boxState(trouble) }],
  }
}

function boxState(trouble: Trouble): 'full' | 'out' | 'ok' {
  if (trouble === 'boxFull') return 'full'
  return trouble === 'boxRemoved' ? 'out' : 'ok'
}
