import { deadline } from '../../clock.ts'
import type { Cancel, Clock } from '../../clock.ts'
import type { PrinterFlags } from '../../frame/escpos-status.ts'
import type { Outcome } from '../common/device.ts'
import type { Consumable, DeviceError, MediaState } from '../common/status.ts'
import type { PresenterConfig, PrinterEvent } from './printer-config.ts'
import type { PrinterConversation } from './printer-conversation.ts'

type Parts = {
  clock: Clock
  config: PresenterConfig
  retract: Buffer
  conversation: () => PrinterConversation | undefined
  /** Runs a task when no job is under way. */
  inTurn: <T>(task: () => Promise<T>) => Promise<T>
  emit: (event: PrinterEvent) => void
}

/** How long a paper takes to come back in, and how often to look. */
const LOOKS = 10
const LOOK_MS = 200

const binFull: DeviceError = { code: 'retractBinFull', action: 'clear' }

/** The exit of a kiosk printer: tells when a paper lies in it, when it is taken, and takes it back in when nobody does. */
export class Presenter {
  readonly #parts: Parts
  #inBin: number
  #media: MediaState = 'unknown'
  #retracting = false
  #cancelRetract: Cancel | undefined

  constructor(parts: Parts) {
    this.#parts = parts
    this.#inBin = parts.config.inBin ?? 0
  }

  get media(): MediaState {
    return this.#media
  }

  get consumable(): Consumable {
    const { binCapacity } = this.#parts.config
    const state = binCapacity === undefined ? 'unknown' : this.#inBin >= binCapacity ? 'full' : 'ok'
    return { name: 'retractBin', state, amount: this.#inBin, unit: 'tickets' }
  }

  hear({ mediaPresent, mediaJammed }: PrinterFlags): void {
    const before = this.#media
    if (mediaJammed) this.#media = 'jammed'
    else if (mediaPresent) this.#media = 'present'
    else this.#media = before === 'retracted' ? 'retracted' : 'notPresent'
    if (this.#media === before) return
    this.#cancelRetract?.()
    const { emit, clock, config } = this.#parts
    if (this.#media === 'present') {
      emit({ type: 'mediaPresented' })
      const { retractAfterMs } = config
      if (retractAfterMs !== undefined)
        this.#cancelRetract = deadline(clock, retractAfterMs, () => void this.retract())
    } else if (before === 'present' && this.#media === 'notPresent' && !this.#retracting) {
      emit({ type: 'mediaTaken' })
    }
  }

  /** Takes a paper in the exit back in. Refuses when the bin is full; does nothing when no paper is there. */
  retract(): Promise<Outcome> {
    return this.#parts.inTurn(() => this.retractNow())
  }

  /** As `retract`, for one who has the printer's turn already. */
  async retractNow(): Promise<Outcome> {
    const { conversation, retract, clock, config } = this.#parts
    const talk = conversation()
    if (!talk) return { ok: false, error: { code: 'notOpen', action: 'clear' } }
    if (this.#media !== 'present') return { ok: true }
    if (this.#inBin >= (config.binCapacity ?? Number.POSITIVE_INFINITY)) return { ok: false, error: binFull }
    this.#retracting = true
    try {
      await talk.line.write(retract)
      for (let look = 0; look < LOOKS; look += 1) {
        const flags = await talk.ask()
        if (!flags) return { ok: false, error: { code: 'noAnswer', action: 'clear' } }
        if (!flags.mediaPresent) return this.#retracted(flags)
        await new Promise<void>((resolve) => clock.after(LOOK_MS, resolve))
      }
      return { ok: false, error: { code: 'mediaJammed', action: 'clear' } }
    } finally {
      this.#retracting = false
    }
  }

  /** An operator emptied the bin. */
  binEmptied(): void {
    this.#inBin = 0
  }

  /** The line is gone: what lies in the exit is not known any more. */
  lineEnded(): void {
    this.#cancelRetract?.()
    this.#media = 'unknown'
  }

  #retracted({ mediaJammed }: PrinterFlags): Outcome {
    if (mediaJammed) return { ok: false, error: { code: 'mediaJammed', action: 'clear' } }
    this.#inBin += 1
    this.#media = 'retracted'
    this.#parts.emit({ type: 'mediaRetracted', inBin: this.#inBin })
    return { ok: true }
  }
}
