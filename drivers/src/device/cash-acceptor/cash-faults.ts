import type { DeviceError, DeviceStatus } from '../common/status.ts'
import type { CashEvent, CashMemory } from './cash-acceptor.ts'
import type { DialectState } from './dialect.ts'

/** What keeps an acceptor from taking cash; `none` when nothing does. */
export type CashFault =
  'none' | 'boxFull' | 'boxRemoved' | 'jammedInPath' | 'jammedInBox' | 'fraud' | 'failed' | 'busy'

type Shown = { device: DeviceStatus['device']; error?: DeviceError }

const shown: Readonly<Record<Exclude<CashFault, 'none'>, Shown>> = {
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
export function cashStatus(session: DialectState, { note }: CashMemory): DeviceStatus {
  const { fault } = session
  const isJam = fault === 'jammedInPath' || fault === 'jammedInBox'
  const inside = note !== null && note.stage !== 'credited' && note.stage !== 'uncertain'
  return {
    ...(fault === 'none' ? { device: 'online' } : shown[fault]),
    media: isJam ? 'jammed' : inside ? 'present' : 'notPresent',
    consumables: [{ name: 'cashBox', state: boxState(fault) }],
  }
}

function boxState(fault: CashFault): 'full' | 'out' | 'ok' {
  if (fault === 'boxFull') return 'full'
  return fault === 'boxRemoved' ? 'out' : 'ok'
}

/** A fault, and the event if it is new. */
export function enterFault(before: CashFault, now: CashFault): { fault: CashFault; events: CashEvent[] } {
  const events: CashEvent[] = []
  if (before === now) return { fault: now, events }
  if (before === 'boxRemoved') events.push({ type: 'boxReturned' })
  if (now === 'boxFull' || now === 'boxRemoved') events.push({ type: now })
  if (now === 'jammedInPath') events.push({ type: 'jammed', where: 'path' })
  if (now === 'jammedInBox') events.push({ type: 'jammed', where: 'box' })
  if (now === 'fraud') events.push({ type: 'fraud', kind: 'detected' })
  return { fault: now, events }
}
