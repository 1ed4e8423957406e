import type { KioskView, PinProblem, PinVerdict, ScreenIntent } from '@service-hall/contract'
import type { Cancel } from '@service-hall/server-kit'
import type { Ports } from '../ports.ts'
import { lockAgain, pinEntered, pinLockOver } from './decide.ts'
import { PinLock } from './pin-lock.ts'
import { testDevice } from './self-test.ts'
import { takeServiceFile } from './service-file.ts'

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
  #checked = 0
  #problem: PinProblem | undefined
  #cancel: Cancel | undefined

  constructor(ports: Ports) {
    this.#ports = ports
    this.#pinLock = new PinLock(ports.clock, () => this.#endPinLock())
  }

  /** Its part of what the screen shows. */
  get problem(): Pick<KioskView['maintenance'], 'pinProblem'> {
    return this.#problem ? { pinProblem: this.#problem } : {}
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
    if (this.#checking || this.#ports.memory.state.maintenance.lockedUntil !== null) return
    this.#checking = true
    try {
      this.#judged(await this.#verdict(pin))
    } finally {
      this.#checking = false
    }
  }

  /** The hall's word; where there is none, that of whoever may write into this machine's data folder. */
  async #verdict(pin: string): Promise<PinVerdict | null> {
    const { link, data, clock, log } = this.#ports
    const verdict = await link.checkPin(pin)
    if (verdict !== null) return verdict
    return (await takeServiceFile(data, clock.now(), log)) ? { is: 'right' } : null
  }

  #judged(verdict: PinVerdict | null): void {
    const { memory, log, refresh } = this.#ports
    const is = verdict?.is ?? 'noHall'
    log.info('maintenance.pin', { is })
    this.#checked += 1
    this.#problem =
      is === 'right'
        ? undefined
        : { is, ...(verdict?.is === 'wait' ? { waitMs: verdict.waitMs } : {}), count: this.#checked }
    refresh()
    if (is !== 'right' && is !== 'wrong') return
    const isKept = memory.record(pinEntered(memory.state.maintenance, is === 'right'))
    if (isKept && is === 'right') this.#keepOpen()
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
