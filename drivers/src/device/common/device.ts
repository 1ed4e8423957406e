import type { Unsubscribe } from '../../listeners.ts'
import type { LinkCounters } from '../../link/faults.ts'
import type { TalkCounters } from './exchange.ts'
import type { DeviceError, DeviceStatus } from './status.ts'

/** What became of something asked of a device. */
export type Outcome = { ok: true } | { ok: false; error: DeviceError }

/** How a self-test went; `identity` is what the device calls itself, or what stands for that where it cannot say. */
export type SelfTest = { ok: true; identity: string } | { ok: false; error: DeviceError }

/** What a device of this profile can do and hold: facts for an operator's screen, not promises to a program. */
export type Capabilities = Readonly<Record<string, boolean | number | string | readonly string[]>>

/** Counters of the line and of the talk on it, since the device was made; never reset. */
export type DeviceCounters = LinkCounters & TalkCounters

/** What every device can do, whatever it is. Methods never throw for what a device does; expected failures are values. */
export type Device<Event> = {
  readonly id: string
  readonly kind: string
  /** The dialect it speaks, as the configuration names it. */
  readonly profile: string
  readonly capabilities: Capabilities
  readonly status: DeviceStatus
  /** For maintenance. */
  readonly counters: Readonly<DeviceCounters>
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
