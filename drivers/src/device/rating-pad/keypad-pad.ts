import { deadline } from '../../clock.ts'
import type { Cancel } from '../../clock.ts'
import type { Line } from '../../link/link.ts'
import type { Outcome, SelfTest } from '../common/device.ts'
import { LineDevice } from '../common/line-device.ts'
import type { DeviceSurroundings } from '../common/line-device.ts'
import { readKeyTable } from '../common/key-table.ts'
import type { DeviceError, DeviceStatus } from '../common/status.ts'
import { closedKeypad, closeKeypad, judgePress, openKeypad } from './keypad-window.ts'
import { isLevel } from './rating-level.ts'
import type { RatingLevel } from './rating-level.ts'
import type { Invitation, KeypadConfig, RatingPad, RatingPadEvent } from './rating-pad.ts'

const USUAL_GUARD_MS = 800
const unsupported: DeviceError = { code: 'unsupported', action: 'configuration' }
const misconfigured: DeviceError = { code: 'misconfigured', action: 'configuration' }

/**
 * Keys that send one byte for each press and understand nothing. `online` says that the line is open, not that keys
 * hang on it. Bytes of no key, and presses that cannot count, are counted as noise and strays and never told.
 */
export class KeypadRatingPad extends LineDevice<RatingPadEvent> implements RatingPad {
  readonly kind = 'ratingPad'
  readonly profile = 'keypad'
  readonly capabilities: Readonly<Record<string, boolean | number>>
  /** `undefined` when the configuration names a byte or a level that there is not. */
  readonly #keys: ReadonlyMap<number, RatingLevel> | undefined
  readonly #guardMs: number
  #window = closedKeypad
  #cancelTimeout: Cancel | undefined

  constructor(config: KeypadConfig, surroundings: DeviceSurroundings) {
    super(config.id, config.link, surroundings)
    this.#keys = readKeyTable(config.keys, isLevel)
    this.#guardMs = config.guardMs ?? USUAL_GUARD_MS
    const levels = new Set(this.#keys?.values()).size
    this.capabilities = { levels, asks: false, namesInvitation: false, shows: false }
  }

  invite({ sequence, timeoutMs }: Invitation): Promise<Outcome> {
    this.#end('cancelled')
    const error = this.lineError()
    if (error) return Promise.resolve({ ok: false, error })
    this.#window = openKeypad(this.#window, sequence, this.clock.monotonic())
    this.#cancelTimeout = deadline(this.clock, timeoutMs, () => this.#end('timedOut'))
    return Promise.resolve({ ok: true })
  }

  cancel(sequence: number): Promise<Outcome> {
    if (this.#window.open?.sequence === sequence) this.#close()
    return Promise.resolve({ ok: true })
  }

  welcome(): Promise<Outcome> {
    return Promise.resolve({ ok: false, error: unsupported })
  }

  selfTest(): Promise<SelfTest> {
    const error = this.lineError() ?? this.readyStatus().error
    return Promise.resolve(error ? { ok: false, error } : { ok: true, identity: 'keypad, line open' })
  }

  protected greet(line: Line): void {
    line.ready()
  }

  protected receive(bytes: Uint8Array): void {
    for (const byte of bytes) this.#press(byte)
  }

  protected lineEnded(): void {
    // The invitation stays open: its customer may press when the line is back.
  }

  protected readyStatus(): DeviceStatus {
    return this.#keys ? { device: 'online' } : { device: 'userError', error: misconfigured }
  }

  protected async finish(): Promise<void> {
    this.#end('cancelled')
    return Promise.resolve()
  }

  #press(byte: number): void {
    const level = this.#keys?.get(byte)
    if (level === undefined) {
      this.talk.noiseBytes += 1
      return
    }
    const { window, verdict } = judgePress(this.#window, this.clock.monotonic(), this.#guardMs)
    this.#window = window
    if (verdict.kind !== 'rated') {
      this.talk.strays += 1
      return
    }
    this.#cancelTimeout?.()
    this.emit({ type: 'rated', sequence: verdict.sequence, level })
  }

  #end(how: 'timedOut' | 'cancelled'): void {
    const { open } = this.#window
    this.#close()
    if (open) this.emit({ type: how, sequence: open.sequence })
  }

  #close(): void {
    this.#cancelTimeout?.()
    this.#window = closeKeypad(this.#window)
  }
}
