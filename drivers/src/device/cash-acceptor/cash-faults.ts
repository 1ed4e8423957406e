import type { Consumable, DeviceError, DeviceStatus } from '../common/status.ts'
import type { CashBoxSize, CashEvent, CashMemory } from './cash-acceptor.ts'
import { piecesIn } from './cash-box.ts'
import type { DialectState } from './dialect.ts'

/** What keeps an acceptor from taking cash; `none` when nothing does. */
export type CashFault =
  'none' | 'boxFull' | 'boxRemoved' | 'jammedInPath' | 'jammedInBox' | 'fraud' | 'failed' | 'busy'

/** Share of a box's capacity from which on it is told to be nearly full. */
const NEAR_FULL = 0.9

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

/** What an acceptor of notes that has stopped for it goes on from by a reset only, once the cause is gone. */
const NEEDS_RESET: ReadonlySet<CashFault> = new Set(['jammedInPath', 'jammedInBox', 'fraud', 'failed'])

export function needsReset({ fault }: DialectState): boolean {
  return NEEDS_RESET.has(fault)
}

/** Why nobody can tell what becomes of a note that is under way in this; `undefined` where no hands get at it. */
export function handsOn(fault: CashFault): 'jammed' | 'handled' | undefined {
  if (fault === 'jammedInPath' || fault === 'jammedInBox') return 'jammed'
  return fault === 'boxRemoved' || fault === 'fraud' || fault === 'failed' ? 'handled' : undefined
}

/** What keeps an acceptor from taking cash; `undefined` when nothing does, or only for a moment. */
export function errorOfFault(fault: CashFault): DeviceError | undefined {
  return fault === 'none' ? undefined : shown[fault].error
}

/** The state of an acceptor that answers, in XFS words. */
export function cashStatus(session: DialectState, memory: CashMemory, size?: CashBoxSize): DeviceStatus {
  const { note } = memory
  const { fault } = session
  const isJam = fault === 'jammedInPath' || fault === 'jammedInBox'
  const inside = note !== null && note.stage !== 'credited' && note.stage !== 'uncertain'
  return {
    ...(fault === 'none' ? { device: 'online' } : shown[fault]),
    media: isJam ? 'jammed' : inside ? 'present' : 'notPresent',
    consumables: [boxOf(fault, memory, size)],
  }
}

function boxOf(fault: CashFault, { box }: CashMemory, size: CashBoxSize | undefined): Consumable {
  const told = fault === 'boxFull' ? 'full' : fault === 'boxRemoved' ? 'out' : undefined
  if (!size) return { name: 'cashBox', state: told ?? 'ok' }
  const amount = box ? piecesIn(box) : 0
  const isNearFull = amount >= (size.nearFull ?? size.capacity * NEAR_FULL)
  return { name: 'cashBox', state: told ?? (isNearFull ? 'nearFull' : 'ok'), amount, unit: 'notes' }
}

/** What a fault makes of the state, and the event if it is new. */
type Entered = { change: Pick<DialectState, 'fault' | 'stops'>; events: CashEvent[] }

export function enterFault({ fault, stops }: Entered['change'], now: CashFault): Entered {
  const isStop = handsOn(now) !== undefined && !stops.includes(now)
  const since = now === 'none' ? [] : isStop ? [...stops, now] : stops
  return { change: { fault: now, stops: since }, events: eventsOf(fault, now, isStop) }
}

function eventsOf(before: CashFault, now: CashFault, isStop: boolean): CashEvent[] {
  const events: CashEvent[] = []
  if (before === now) return events
  if (before === 'boxRemoved') events.push({ type: 'boxReturned' })
  if (now === 'boxFull' || now === 'boxRemoved') events.push({ type: now })
  if (isStop && now === 'jammedInPath') events.push({ type: 'jammed', where: 'path' })
  if (isStop && now === 'jammedInBox') events.push({ type: 'jammed', where: 'box' })
  if (isStop && now === 'fraud') events.push({ type: 'fraud', kind: 'detected' })
  return events
}
