import { systemClock, within } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Outcome, SelfTest } from '../device/common/device.ts'
import type { DeviceSurroundings } from '../device/common/line-device.ts'
import type { DeviceError, DeviceStatus } from '../device/common/status.ts'
import type { AnyDevice, DeviceConfig, DeviceEvent } from '../device/kinds.ts'
import { reportToConsole } from '../listeners.ts'
import { describeDevice } from './description.ts'
import type { DeviceDescription } from './description.ts'
import { noteStatus } from './facts.ts'
import type { HostFact, OpenFault } from './facts.ts'
import { performOperation } from './operations.ts'
import type { OperationName } from './operations.ts'

/** What one device of a host is given. */
type HostedOptions = DeviceSurroundings & {
  make: (config: DeviceConfig, surroundings: DeviceSurroundings) => AnyDevice
  onStatus?: (id: string, status: DeviceStatus) => void
  onEvent?: (id: string, event: DeviceEvent) => void
  onFact?: (fact: HostFact) => void
}

/** A device that cannot be stopped within this time is left to itself, ms. */
const STOP_MS = 10_000
/** The configuration asks for what there is not: another setting is needed. */
const misconfigured: DeviceError = { code: 'misconfigured', action: 'configuration' }
/** The device's own code failed: a bug, for an engineer. */
const broken: DeviceError = { code: 'unrecoverable', action: 'maintenance' }

/** One device behind a wall: whatever its code, or a listener of the host, throws ends here. */
export class HostedDevice {
  readonly id: string
  readonly device: AnyDevice | undefined
  readonly #config: DeviceConfig
  readonly #options: HostedOptions
  readonly #clock: Clock
  /** What keeps it from working at all, in place of a status of its own. */
  #problem: { error: DeviceError; sentence: string } | undefined
  #fault: OpenFault | undefined

  constructor(config: DeviceConfig, options: HostedOptions) {
    this.id = config.id
    this.#config = config
    this.#options = options
    this.#clock = options.clock ?? systemClock
    this.device = this.#make()
  }

  get status(): DeviceStatus {
    if (this.#problem || !this.device) return { device: 'offline', error: this.#problem?.error ?? broken }
    const { device } = this
    return this.#guard(() => device.status, { device: 'offline', error: broken })
  }

  start(): void {
    const { device } = this
    if (device) {
      try {
        device.onStatus((status) => this.#note(status))
        device.onEvent((event: DeviceEvent) => this.#tell(() => this.#options.onEvent?.(this.id, event)))
        device.start()
      } catch (error) {
        this.#report(error)
        this.#problem = { error: broken, sentence: sentenceOf(error) }
      }
    }
    if (this.#problem) this.#note(this.status)
  }

  async stop(): Promise<void> {
    const { device } = this
    if (!device) return
    await within(
      this.#clock,
      STOP_MS,
      this.#attempt(() => device.stop(), undefined),
      undefined,
    )
  }

  selfTest(): Promise<SelfTest> {
    const { device } = this
    if (!device || this.#problem) return Promise.resolve(this.#refusal())
    return this.#attempt(() => device.selfTest(), { ok: false, error: broken })
  }

  /** Lets an operator do something at the device; told as a fact, whatever became of it. */
  async operate(operation: OperationName, by: string): Promise<Outcome> {
    const { device } = this
    const outcome: Outcome = device
      ? await this.#attempt(() => performOperation(device, operation), { ok: false, error: broken })
      : this.#refusal()
    this.#tellFact({ type: 'operated', device: this.id, at: this.#clock.now(), operation, by, outcome })
    return outcome
  }

  describe(): DeviceDescription {
    const bare = {
      id: this.id,
      kind: this.#config.kind,
      profile: String(this.#config.profile),
      status: this.status,
      ...(this.#fault && { faultySince: this.#fault.since }),
      ...(this.#problem && { problem: this.#problem.sentence }),
    }
    return this.#guard(() => describeDevice(bare, this.device), describeDevice(bare, undefined))
  }

  #make(): AnyDevice | undefined {
    try {
      return this.#options.make(this.#config, this.#options)
    } catch (error) {
      this.#report(error)
      this.#problem = { error: misconfigured, sentence: sentenceOf(error) }
      return undefined
    }
  }

  #note(status: DeviceStatus): void {
    const moment = { at: this.#clock.now(), monotonic: this.#clock.monotonic() }
    const { fault, facts } = noteStatus(this.id, this.#fault, status, moment)
    this.#fault = fault
    this.#tell(() => this.#options.onStatus?.(this.id, status))
    for (const fact of facts) this.#tellFact(fact)
  }

  #refusal(): { ok: false; error: DeviceError } {
    return { ok: false, error: this.status.error ?? broken }
  }

  #tellFact(fact: HostFact): void {
    this.#tell(() => this.#options.onFact?.(fact))
  }

  #tell(listener: () => void): void {
    this.#guard(listener, undefined)
  }

  #guard<T>(run: () => T, otherwise: T): T {
    try {
      return run()
    } catch (error) {
      this.#report(error)
      return otherwise
    }
  }

  async #attempt<T>(run: () => Promise<T>, otherwise: T): Promise<T> {
    try {
      return await run()
    } catch (error) {
      this.#report(error)
      return otherwise
    }
  }

  #report(error: unknown): void {
    const { reportBug = reportToConsole } = this.#options
    reportBug(error)
  }
}

function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
