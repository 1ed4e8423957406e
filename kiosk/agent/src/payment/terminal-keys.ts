import type { CardKeys, DeviceState } from '@service-hall/contract'
import type { CardTerminal } from '@service-hall/drivers'
import { reasonOf, within } from '@service-hall/server-kit'
import type { Cancel } from '@service-hall/server-kit'
import type { Ports } from '../ports.ts'

/** Keys that could not be had, or were not taken, are tried again after so long, ms. */
const AGAIN_MS = 30_000
/** Longest that a terminal takes to answer that a key is in, ms. */
const LOAD_MS = 5_000
/** States in which a terminal answers. */
const THERE: readonly DeviceState['device'][] = ['online', 'hardwareError', 'deviceBusy', 'fraudAttempt']

/** `keyCheck`: of the PIN key that is in; undefined: the terminal's keys are its maker's affair. */
export type KeysReady = { is: 'ready'; keyCheck: string | undefined } | { is: 'away' } | { is: 'notTaken' }

type Around = Pick<Ports, 'devices' | 'link' | 'clock' | 'log'>

/**
 * Puts the acquirer's working keys into the card terminal (工作密钥), as the hall has them of its sign-in: when terminal and hall
 * are there, and again before each card where they are others by then. What passes here is sealed for the terminal; it is in
 * memory only.
 */
export class TerminalKeys {
  readonly #around: Around
  readonly #isReading: () => boolean
  /** What is in, and in which terminal; null: nobody knows. */
  #loaded: { terminal: CardTerminal; keys: string } | null = null
  #under: Promise<KeysReady> | null = null
  #cancelAgain: Cancel | undefined
  #isStopped = false

  /** `isReading`: a card is being read; keys are not changed under it. */
  constructor(around: Around, isReading: () => boolean) {
    this.#around = around
    this.#isReading = isReading
  }

  /** The hall is there, or a terminal: the keys in force are put in. */
  look(): void {
    if (this.#isStopped || !this.#terminal() || this.#isReading()) return
    void this.ready()
  }

  /** A terminal that went may come back as another one; one that lost its keys gets them again. */
  deviceChanged({ device, error }: DeviceState): void {
    if (!THERE.includes(device)) this.#loaded = null
    else if (error === 'keyNoValue' && this.#loaded) {
      this.#loaded = null
      this.look()
    } else if (!this.#loaded && !this.#cancelAgain) this.look()
  }

  /** Sees to it that the keys in force are in the terminal. Ends within the limits of the line to the hall and to the terminal. */
  ready(): Promise<KeysReady> {
    this.#under ??= this.#bring()
      .catch((cause: unknown) => {
        this.#around.log.warn('payment.keysNotLoaded', { reason: reasonOf(cause) })
        return { is: 'notTaken' } as const
      })
      .then((ready) => {
        this.#under = null
        if (ready.is !== 'ready') this.#againLater()
        return ready
      })
    return this.#under
  }

  stop(): void {
    this.#isStopped = true
    this.#cancelAgain?.()
  }

  async #bring(): Promise<KeysReady> {
    const { link, log } = this.#around
    const said = await link.askBilling({ ask: 'cardKeys' })
    if (said.is === 'refused' && said.code === 'noKeys') return { is: 'ready', keyCheck: undefined }
    const terminal = this.#terminal()
    if (said.is !== 'ok' || !terminal) return { is: 'away' }
    const { pin, track } = said.value
    const ready = { is: 'ready', keyCheck: pin.checkValue } as const
    const keys = JSON.stringify([pin, track])
    if (this.#loaded?.terminal === terminal && this.#loaded.keys === keys) return ready
    this.#loaded = null
    if (!(await this.#load(terminal, 'pin', pin)) || !(await this.#load(terminal, 'track', track)))
      return { is: 'notTaken' }
    this.#loaded = { terminal, keys }
    log.info('payment.keysLoaded', { checkValue: pin.checkValue })
    return ready
  }

  async #load(terminal: CardTerminal, name: 'pin' | 'track', key: CardKeys['pin'] | null): Promise<boolean> {
    if (!key) return true
    const { clock, log } = this.#around
    const loaded = await within(clock, LOAD_MS, terminal.loadKey(name, key.cipher, key.checkValue), null)
    if (loaded?.ok) return true
    log.warn('payment.keyNotTaken', { key: name, reason: loaded?.error.code ?? 'noAnswer' })
    return false
  }

  #againLater(): void {
    this.#cancelAgain?.()
    if (this.#isStopped) return
    this.#cancelAgain = this.#around.clock.after(AGAIN_MS, () => {
      this.#cancelAgain = undefined
      this.look()
    })
  }

  #terminal(): CardTerminal | undefined {
    const [driven] = this.#around.devices.ofKind('cardTerminal')
    return driven && THERE.includes(driven.state.device) ? driven.device : undefined
  }
}
