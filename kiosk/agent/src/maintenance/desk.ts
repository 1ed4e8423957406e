import type { ScreenIntent, StationSettings } from '@service-hall/contract'
import type { Cancel, Clock } from '../clock.ts'
import type { Rack } from '../devices/rack.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Log } from '../log.ts'
import { isShut, lockAgain, pinEntered } from './decide.ts'
import { pinMatches } from './pin.ts'
import { testDevice } from './self-test.ts'

export type MaintenanceDeskOptions = {
  clock: Clock
  log: Log
  ledger: Ledger
  rack: Rack
  newId: () => string
  pin: () => StationSettings['maintenancePin'] | undefined
  onRestart: () => void
  onExitKiosk: () => void
}

type MaintenanceIntent = Exclude<ScreenIntent, { type: 'issue' | 'dismiss' | 'forgetCard' }>

/** A page that a technician walked away from shuts itself. */
const UNLOCKED_MS = 3 * 60_000

/** The technician's page: opened by PIN, shut by hand or by time, and nothing of it works while it is shut. */
export class MaintenanceDesk {
  readonly #options: MaintenanceDeskOptions
  #checking = false
  #cancel: Cancel | undefined

  constructor(options: MaintenanceDeskOptions) {
    this.#options = options
  }

  async take(intent: MaintenanceIntent): Promise<void> {
    if (intent.type === 'unlockMaintenance') return this.#unlock(intent.pin)
    const { ledger, log, rack, newId, onRestart, onExitKiosk } = this.#options
    if (!ledger.state.maintenance.unlocked) {
      // A screen that starts makes sure that the page is shut.
      if (intent.type !== 'lockMaintenance') log.warn('maintenance.shut', { intent: intent.type })
      return
    }
    this.#keepOpen()
    switch (intent.type) {
      case 'lockMaintenance':
        return this.#lock()
      case 'testDevice':
        return testDevice(rack, intent.deviceId, `test/${newId()}`, log)
      case 'restartAgent':
        log.info('maintenance.restart')
        return onRestart()
      case 'exitKiosk':
        log.info('maintenance.exit')
        return onExitKiosk()
    }
  }

  stop(): void {
    this.#cancel?.()
  }

  async #unlock(pin: string): Promise<void> {
    const { ledger, clock, log } = this.#options
    if (this.#checking || isShut(ledger.state.maintenance, clock.now())) return
    this.#checking = true
    try {
      const matches = await pinMatches(pin, this.#options.pin())
      log.info('maintenance.pin', { matches })
      if (!ledger.record(pinEntered(ledger.state.maintenance, matches, clock.now()))) {
        log.warn('maintenance.notKept')
      } else if (matches) {
        this.#keepOpen()
      }
    } finally {
      this.#checking = false
    }
  }

  #keepOpen(): void {
    this.#cancel?.()
    this.#cancel = this.#options.clock.after(UNLOCKED_MS, () => this.#lock())
  }

  #lock(): void {
    this.#cancel?.()
    const { ledger, log } = this.#options
    if (!ledger.record(lockAgain(ledger.state.maintenance))) log.warn('maintenance.notKept')
  }
}
