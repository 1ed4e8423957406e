import type { ScreenIntent } from '@service-hall/contract'
import type { Cancel } from '@service-hall/server-kit'
import type { Ports } from '../ports.ts'
import { lockAgain, pinEntered, pinLockOver } from './decide.ts'
import { PinLock } from './pin-lock.ts'
import { pinMatches } from './pin.ts'
import { testDevice } from './self-test.ts'

export type MaintenanceIntent = Extract<
  ScreenIntent,
  { type: 'unlockMaintenance' | 'lockMaintenance' | 'testDevice' | 'restartAgent' | 'exitKiosk' }
>

/** A page that a technician walked away from shuts itself. */
const UNLOCKED_MS = 3 * 60_000

/** The technician's page: opened by PIN, shut by hand or by time, and nothing of it works while it is shut. */
export class MaintenancePage {
  readonly #ports: Ports
  readonly #pinLock: PinLock
  #checking = false
  #cancel: Cancel | undefined

  constructor(ports: Ports) {
    this.#ports = ports
    this.#pinLock = new PinLock(ports.clock, () => this.#endPinLock())
  }

  /** To be told after every change of the state. */
  follow(): void {
    this.#pinLock.follow(this.#ports.memory.state.maintenance)
  }

  async take(intent: MaintenanceIntent): Promise<void> {
    if (intent.type === 'unlockMaintenance') return this.#unlock(intent.pin)
    const { memory, log, devices, newId, onRestart, onExitKiosk } = this.#ports
    if (!memory.state.maintenance.unlocked) {
      // A screen that starts makes sure that the page is shut.
      if (intent.type !== 'lockMaintenance') log.warn('maintenance.shut', { intent: intent.type })
      return
    }
    this.#keepOpen()
    switch (intent.type) {
      case 'lockMaintenance':
        return this.#lock()
      case 'testDevice':
        return testDevice(devices, intent.deviceId, `test/${newId()}`, log)
      case 'restartAgent':
        log.info('maintenance.restart')
        return onRestart()
      case 'exitKiosk':
        log.info('maintenance.exit')
        return onExitKiosk()
    }
  }

  stop(): void {
    this.#pinLock.stop()
    this.#cancel?.()
  }

  async #unlock(pin: string): Promise<void> {
    const { memory, hall, log } = this.#ports
    if (this.#checking || memory.state.maintenance.lockedUntil !== null) return
    this.#checking = true
    try {
      const matches = await pinMatches(pin, hall.maintenancePin)
      log.info('maintenance.pin', { matches })
      const isKept = memory.record(pinEntered(memory.state.maintenance, matches))
      if (isKept && matches) this.#keepOpen()
    } finally {
      this.#checking = false
    }
  }

  #endPinLock(): void {
    const { memory } = this.#ports
    memory.record(pinLockOver(memory.state.maintenance))
  }

  #keepOpen(): void {
    this.#cancel?.()
    this.#cancel = this.#ports.clock.after(UNLOCKED_MS, () => this.#lock())
  }

  #lock(): void {
    this.#cancel?.()
    const { memory } = this.#ports
    memory.record(lockAgain(memory.state.maintenance))
  }
}
