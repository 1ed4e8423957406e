import type { Unsubscribe } from '../listeners.ts'
import type { LinkCounters } from '../link/faults.ts'
import type { DeviceError, DeviceStatus } from './words.ts'

export type DeviceKind = 'printer' | 'ratingPad' | 'counterDisplay'

/** What became of something asked of a device. */
export type Deed = { ok: true } | { ok: false; error: DeviceError }

export type SelfTest = { ok: true; identity: string } | { ok: false; error: DeviceError }

/** What every device can do, whatever it is. Methods never throw for what a device does; expected failures are values. */
export type Device<Event> = {
  readonly id: string
  readonly kind: DeviceKind
  readonly status: DeviceStatus
  /** Counters of the line, for maintenance. */
  readonly counters: Readonly<LinkCounters>
  /** Begins to keep the device alive. Does nothing when started already. */
  start(): void
  /** Finishes or fails what is under way, then lets go of the line. */
  stop(): Promise<void>
  /** Hears every change of status from now on. */
  onStatus(listener: (status: DeviceStatus) => void): Unsubscribe
  onEvent(listener: (event: Event) => void): Unsubscribe
  /** Asks the device whether it is well, without disturbing a customer. */
  selfTest(): Promise<SelfTest>
}
