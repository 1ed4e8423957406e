import { within } from '../../../clock.ts'
import type { Clock } from '../../../clock.ts'
import type { LinkCounters } from '../../../link/faults.ts'
import { Turns } from '../../../turns.ts'
import type { Outcome } from '../../common/device.ts'
import type { ChipState, DeviceError } from '../../common/status.ts'
import type { ChipReply, PoweredChip } from '../chip-channel.ts'
import { PowerLease, chipChannel } from '../power-lease.ts'
import { PCSC } from './binding.ts'
import type { PcscCard, PcscReader } from './binding.ts'
import { errorOfPcsc } from './pcsc-errors.ts'

/** How long the service may take for one thing, ms. */
const SLOW_MS = 20_000
const noAnswer: DeviceError = { code: 'noAnswer', action: 'clear' }
const foreign: DeviceError = { code: 'protocolNotSupported', action: 'clear' }

type Result<T> = { ok: true; value: T } | { ok: false; error: DeviceError }

/** The contacts of a PC/SC reader: one card at a time, held exclusively so that no other program talks in between. */
export class PcscChip {
  readonly #clock: Clock
  readonly #counters: LinkCounters
  readonly #turns = new Turns()
  #card: PcscCard | undefined
  #lease: PowerLease | undefined
  #state: ChipState = 'poweredOff'

  constructor(clock: Clock, counters: LinkCounters) {
    this.#clock = clock
    this.#counters = counters
  }

  get state(): ChipState {
    return this.#state
  }

  async powerOn(reader: PcscReader, cold: boolean): Promise<PoweredChip> {
    const wasPowered = this.#lease?.alive === true
    this.#lease?.end()
    const started = await this.#bounded(() => this.#start(reader, cold || !wasPowered))
    if (!started.ok) {
      await this.powerOff()
      if (started.error.code === 'atrNotObtained') this.#state = 'hardwareError'
      return started
    }
    const { card, atr } = started.value
    const protocol = protocols[card.protocol()]
    if (!protocol) {
      await this.powerOff()
      return { ok: false, error: foreign }
    }
    const lease = (this.#lease = new PowerLease())
    this.#state = 'online'
    return {
      ok: true,
      chip: chipChannel({ atr, protocol }, lease, (apdu) => this.#transmit(card, lease, apdu)),
    }
  }

  async powerOff(): Promise<Outcome> {
    const card = this.#card
    this.#card = undefined
    this.end()
    if (!card) return { ok: true }
    const result = await this.#bounded(() => card.disconnect(PCSC.unpower))
    // A card that is gone has no power either.
    return result.ok || result.error.code === 'noMedia' ? { ok: true } : result
  }

  /** Card or reader are gone: whoever still holds a channel gets nothing more. */
  end(): void {
    this.#lease?.end()
    this.#lease = undefined
    this.#state = 'poweredOff'
    const card = this.#card
    this.#card = undefined
    // The service counts even a removed card as held exclusively until it is let go.
    if (card) void this.#bounded(() => card.disconnect(PCSC.leave))
  }

  async #start(reader: PcscReader, cold: boolean) {
    const card = (this.#card ??= await reader.connect(PCSC.exclusive, PCSC.anyProtocol))
    await card.reconnect(PCSC.exclusive, cold ? PCSC.unpower : PCSC.reset)
    const { atr } = await card.state()
    return { card, atr }
  }

  async #transmit(card: PcscCard, lease: PowerLease, apdu: Uint8Array): Promise<ChipReply> {
    this.#counters.bytesOut += apdu.length
    const result = await this.#bounded(() => card.transmit(apdu))
    if (!result.ok) {
      // What a chip did with a command that it did not answer is unknown, and so is what its next answer would answer.
      lease.end()
      return result
    }
    this.#counters.bytesIn += result.value.length
    return { ok: true, response: Uint8Array.from(result.value) }
  }

  /** One thing at a time: the service refuses a second one on a card that is busy. */
  #bounded<T>(task: () => Promise<T>): Promise<Result<T>> {
    return this.#turns.run(() => {
      const done = Promise.resolve()
        .then(task)
        .then(
          (value): Result<T> => ({ ok: true, value }),
          (error: unknown): Result<T> => ({ ok: false, error: errorOfPcsc(error) }),
        )
      return within(this.#clock, SLOW_MS, done, { ok: false, error: noAnswer })
    })
  }
}

const protocols: Readonly<Record<number, 'T=0' | 'T=1'>> = {
  [PCSC.protocolT0]: 'T=0',
  [PCSC.protocolT1]: 'T=1',
}
