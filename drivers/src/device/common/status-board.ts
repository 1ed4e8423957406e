import { Listeners } from '../../listeners.ts'
import type { ReportBug, Unsubscribe } from '../../listeners.ts'
import { sameStatus } from './status.ts'
import type { DeviceStatus } from './status.ts'

/** Holds a device's status and tells its listeners only when it changed. */
export class StatusBoard {
  readonly #listeners: Listeners<DeviceStatus>
  #status: DeviceStatus

  constructor(first: DeviceStatus, reportBug?: ReportBug) {
    this.#status = first
    this.#listeners = new Listeners(reportBug)
  }

  get status(): DeviceStatus {
    return this.#status
  }

  set(status: DeviceStatus): void {
    if (sameStatus(status, this.#status)) return
    this.#status = status
    this.#listeners.emit(status)
  }

  onStatus(listener: (status: DeviceStatus) => void): Unsubscribe {
    return this.#listeners.add(listener)
  }
}
