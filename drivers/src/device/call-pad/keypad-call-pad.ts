import type { Line } from '../../link/link.ts'
import type { Outcome, SelfTest } from '../common/device.ts'
import { readKeyTable } from '../common/key-table.ts'
import { LineDevice } from '../common/line-device.ts'
import type { DeviceSurroundings } from '../common/line-device.ts'
import type { DeviceError, DeviceStatus } from '../common/status.ts'
import type { CallPad, CallPadConfig, CallPadEvent, CallPadKey } from './call-pad.ts'
import { isCallPadKey, keypadKeys } from './keys.ts'

/** The same key again so soon is a contact that bounced, not a second press. */
const BOUNCE_MS = 200
const misconfigured: DeviceError = { code: 'misconfigured', action: 'configuration' }

/** A keypad that sends one byte per key and never answers: `online` says that its line is open. */
export class KeypadCallPad extends LineDevice<CallPadEvent> implements CallPad {
  readonly kind = 'callPad'
  readonly profile = 'keypad'
  readonly capabilities
  readonly #address: number
  /** `undefined` when the configuration names a byte or a key that there is not. */
  readonly #keys: ReadonlyMap<number, CallPadKey> | undefined
  /** When each key was last heard, by its byte. */
  readonly #heardAt = new Map<number, number>()

  constructor(config: CallPadConfig, surroundings: DeviceSurroundings) {
    super(config.id, config.link, surroundings)
    const { address = 1, keys = keypadKeys } = config
    this.#address = address
    this.#keys = readKeyTable(keys, isCallPadKey)
    this.capabilities = { display: false, repeatsUntilSeen: false, keys: [...new Set(this.#keys?.values())] }
  }

  show(): Promise<Outcome> {
    return Promise.resolve({ ok: false, error: { code: 'unsupported', action: 'configuration' } })
  }

  selfTest(): Promise<SelfTest> {
    const error = this.lineError() ?? this.readyStatus().error
    return Promise.resolve(error ? { ok: false, error } : { ok: true, identity: 'keypad' })
  }

  protected greet(line: Line): void {
    line.ready()
  }

  protected receive(bytes: Uint8Array): void {
    for (const byte of bytes) this.#hear(byte)
  }

  protected lineEnded(): void {
    this.#heardAt.clear()
  }

  protected readyStatus(): DeviceStatus {
    return this.#keys ? { device: 'online' } : { device: 'userError', error: misconfigured }
  }

  protected finish(): Promise<void> {
    return Promise.resolve()
  }

  #hear(byte: number): void {
    const key = this.#keys?.get(byte)
    if (!key) {
      this.talk.noiseBytes += 1
      return
    }
    const at = this.clock.monotonic()
    const before = this.#heardAt.get(byte) ?? Number.NEGATIVE_INFINITY
    this.#heardAt.set(byte, at)
    if (at - before >= BOUNCE_MS) this.emit({ type: 'key', key, address: this.#address })
  }
}
