import type { Answer, Command, CommandId, DeviceId, DeviceState } from '@service-hall/contract'
import { reasonOf } from '@service-hall/server-kit'
import type { Cancel, Clock, Log } from '@service-hall/server-kit'
import { isAskedAgain } from '../outbox/transient.ts'

type Report = Extract<Command, { type: 'device.report' }>

export type DeviceReporterOptions = {
  sender: { readonly isOnline: boolean; send: (command: Report) => Promise<Answer> }
  newId: () => CommandId
  clock: Clock
  log: Log
}

/** A state must hold this long before the hall hears of it: a line that flickers makes one fact, not ten. */
const SETTLE_MS = 250
/** Lines need a moment to open after a start; nobody wants to read "offline" for each. */
const FIRST_MS = 1_500
const AGAIN_MS = 3_000

type Device = {
  state: DeviceState
  /** What the hall has acknowledged in this run. */
  told: string | undefined
  report: Report | undefined
  cancel: Cancel | undefined
}

/**
 * Keeps the hall informed of the devices' states. Only the latest state of a device matters, so nothing is queued while
 * the line is down: when it is back, what is true then is told, once.
 */
export class DeviceReporter {
  readonly #options: DeviceReporterOptions
  readonly #devices = new Map<DeviceId, Device>()
  #stopped = false

  constructor(options: DeviceReporterOptions) {
    this.#options = options
  }

  /** A device is in this state now. */
  note(id: DeviceId, state: DeviceState): void {
    const device = this.#devices.get(id)
    if (device === undefined) {
      this.#devices.set(id, { state, told: undefined, report: undefined, cancel: undefined })
      return this.#later(id, FIRST_MS)
    }
    device.state = state
    if (device.report === undefined && device.told !== undefined) this.#later(id, SETTLE_MS)
  }

  /** A device that is no longer ours to speak of. */
  drop(id: DeviceId): void {
    this.#devices.get(id)?.cancel?.()
    this.#devices.delete(id)
  }

  /** The line is back. */
  wake(): void {
    for (const [id, device] of this.#devices) if (device.cancel === undefined) this.#later(id, SETTLE_MS)
  }

  stop(): void {
    this.#stopped = true
    for (const { cancel } of this.#devices.values()) cancel?.()
  }

  #later(id: DeviceId, ms: number): void {
    const device = this.#devices.get(id)
    if (device === undefined || this.#stopped) return
    device.cancel?.()
    device.cancel = this.#options.clock.after(ms, () => {
      device.cancel = undefined
      void this.#tell(id, device)
    })
  }

  async #tell(id: DeviceId, device: Device): Promise<void> {
    const { sender, newId, log } = this.#options
    if (!sender.isOnline || device.report !== undefined) return
    const text = JSON.stringify(device.state)
    if (text === device.told) return
    const report: Report = { type: 'device.report', id: newId(), deviceId: id, state: device.state }
    device.report = report
    try {
      const answer = await sender.send(report)
      if (!answer.ok && isAskedAgain(answer.code)) throw new Error(answer.code)
      // A refusal will not get better by repeating the same state; the next change is told again.
      if (!answer.ok) log.warn('device.reportRefused', { device: id, code: answer.code })
      device.told = text
      device.report = undefined
      if (JSON.stringify(device.state) !== text) this.#later(id, SETTLE_MS)
    } catch (error) {
      log.warn('device.reportAgain', { device: id, reason: reasonOf(error) })
      device.report = undefined
      this.#later(id, AGAIN_MS)
    }
  }
}
