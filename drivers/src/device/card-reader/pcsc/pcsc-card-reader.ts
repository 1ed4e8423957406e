import { deadline, systemClock, within } from '../../../clock.ts'
import type { Clock } from '../../../clock.ts'
import { withEither } from '../../../either-signal.ts'
import { Listeners } from '../../../listeners.ts'
import type { Unsubscribe } from '../../../listeners.ts'
import type { LinkFault } from '../../../link/faults.ts'
import type { LinkState } from '../../../link/link.ts'
import { Turns } from '../../../turns.ts'
import type { Outcome, DeviceCounters, SelfTest } from '../../common/device.ts'
import { noTalk } from '../../common/exchange.ts'
import type { DeviceSurroundings } from '../../common/line-device.ts'
import { deviceOfLink } from '../../common/link-status.ts'
import { StatusBoard } from '../../common/status-board.ts'
import type { DeviceError, DeviceStatus } from '../../common/status.ts'
import type { AcceptOptions, CardReader, CardReaderEvent, PcscCardReaderConfig } from '../card-reader.ts'
import type { PoweredChip } from '../chip-channel.ts'
import type { OpenedMemoryCard } from '../memory-card.ts'
import type { PcscBinding, PcscReader } from './binding.ts'
import { CardWatch } from './card-watch.ts'
import { PcscChip } from './pcsc-chip.ts'
import { PcscLink } from './pcsc-link.ts'

const STOP_MS = 3_000

const noMedia: DeviceError = { code: 'noMedia', action: 'clear' }
const occupied: DeviceError = { code: 'refused', action: 'clear' }
const unsupported: DeviceError = { code: 'unsupported', action: 'configuration' }

/** Puts another binding in the place of the installed one. */
export type PcscSurroundings = DeviceSurroundings & { loadPcsc?: () => PcscBinding | undefined }

/** Makes a reader of the system's PC/SC service; `start()` begins to keep hold of it. */
export function createPcscCardReader(
  config: PcscCardReaderConfig,
  surroundings: PcscSurroundings = {},
): CardReader {
  return new PcscCardReader(config, surroundings)
}

/**
 * A reader of the PC/SC service. The customer's own hand puts the card in and takes it out: the entry cannot be closed, a
 * card not asked for lies there until it is, and `eject` only powers it down and waits for the hand.
 */
class PcscCardReader implements CardReader {
  readonly kind = 'cardReader'
  readonly profile = 'pcsc'
  readonly capabilities = {
    reader: 'dip',
    chip: true,
    memoryCards: [],
    captures: false,
    longestApdu: 261,
  } as const
  readonly id: string
  readonly #clock: Clock
  readonly #board: StatusBoard
  readonly #events: Listeners<CardReaderEvent>
  readonly #link: PcscLink
  readonly #chip: PcscChip
  readonly #card: CardWatch
  readonly #turns = new Turns()
  readonly #talk = noTalk()
  #reader: PcscReader | undefined
  #lastFault: LinkFault | undefined
  #stopped = new AbortController()
  #wake: (() => void) | undefined

  constructor(config: PcscCardReaderConfig, surroundings: PcscSurroundings) {
    const { clock = systemClock, random = Math.random, reportBug, loadPcsc } = surroundings
    this.id = config.id
    this.#clock = clock
    this.#board = new StatusBoard({ device: 'offline' }, reportBug)
    this.#events = new Listeners(reportBug)
    const user = {
      onReader: (reader: PcscReader | undefined) => this.#onReader(reader),
      onFlags: (flags: number) => this.#onFlags(flags),
      onState: (state: LinkState) => this.#onState(state),
    }
    const parts = { name: config.reader ?? '', user, clock, random, ...(loadPcsc && { load: loadPcsc }) }
    this.#link = new PcscLink(parts)
    this.#chip = new PcscChip(clock, this.#link.counters)
    this.#card = new CardWatch({
      policy: config,
      clock,
      emit: (event) => this.#events.emit(event),
      onGone: () => this.#chip.end(),
    })
  }

  get status(): DeviceStatus {
    return this.#board.status
  }

  get counters(): Readonly<DeviceCounters> {
    return { ...this.#link.counters, ...this.#talk }
  }

  start(): void {
    this.#stopped = new AbortController()
    this.#link.open()
  }

  /** Ends a wait for a card and powers down the one inside; both in bounded time. */
  async stop(): Promise<void> {
    this.#stopped.abort()
    await within(this.#clock, STOP_MS, this.#turns.idle(), undefined)
    await within(this.#clock, STOP_MS, this.#chip.powerOff(), undefined)
    this.#card.stop()
    this.#link.close()
  }

  onStatus(listener: (status: DeviceStatus) => void): Unsubscribe {
    return this.#board.onStatus(listener)
  }

  onEvent(listener: (event: CardReaderEvent) => void): Unsubscribe {
    return this.#events.add(listener)
  }

  async selfTest(): Promise<SelfTest> {
    const error = this.#error()
    return error ? { ok: false, error } : { ok: true, identity: this.#reader?.name() ?? '' }
  }

  accept({ timeoutMs, signal }: AcceptOptions): Promise<Outcome> {
    return this.#inTurn(() =>
      withEither(this.#stopped.signal, signal, (either) => this.#accept(timeoutMs, either)),
    )
  }

  powerOn({ cold = true } = {}): Promise<PoweredChip> {
    return this.#inTurn(async () => {
      const reader = this.#reader
      if (!reader || this.#card.custody !== 'held') return { ok: false, error: noMedia }
      return this.#chip.powerOn(reader, cold)
    })
  }

  powerOff(): Promise<Outcome> {
    return this.#inTurn(() => this.#chip.powerOff())
  }

  eject(): Promise<Outcome> {
    return this.#inTurn(async () => {
      if (!this.#card.isPresent) return { ok: false, error: noMedia }
      const off = await this.#chip.powerOff()
      this.#card.offer()
      return off
    })
  }

  async sle4442(): Promise<OpenedMemoryCard> {
    return { ok: false, error: unsupported }
  }

  async capture(): Promise<Outcome> {
    return { ok: false, error: unsupported }
  }

  async reset(): Promise<Outcome> {
    return { ok: false, error: unsupported }
  }

  async #accept(timeoutMs: number, ends: AbortSignal): Promise<Outcome> {
    if (this.#card.custody !== 'none') return { ok: false, error: occupied }
    const until = this.#clock.monotonic() + timeoutMs
    while (!this.#card.isPresent) {
      if (ends.aborted) return { ok: false, error: { code: 'canceled', action: 'clear' } }
      const left = until - this.#clock.monotonic()
      if (left <= 0) return { ok: false, error: { code: 'timeOut', action: 'clear' } }
      await this.#change(left, ends)
      const error = this.#error()
      if (error && !ends.aborted) return { ok: false, error }
    }
    this.#card.takeIn()
    return { ok: true }
  }

  /** Resolves when a card came or went, the reader was lost, `ms` passed or `signal` came. */
  #change(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        cancel()
        signal.removeEventListener('abort', end)
        this.#wake = undefined
        resolve()
      }
      const cancel = deadline(this.#clock, ms, end)
      this.#wake = end
      signal.addEventListener('abort', end)
      if (signal.aborted) end()
    })
  }

  #onReader(reader: PcscReader | undefined): void {
    this.#reader = reader
    if (reader) return this.#card.found()
    this.#card.lost()
    this.#chip.end()
    this.#wake?.()
  }

  #onFlags(flags: number): void {
    this.#card.see(flags)
    this.#wake?.()
    this.#publish()
  }

  #onState(state: LinkState): void {
    if (state.name === 'ready') this.#lastFault = undefined
    if (state.name === 'lost') this.#lastFault = state.fault
    this.#publish()
  }

  #error(): DeviceError | undefined {
    if (this.#stopped.signal.aborted) return { code: 'stopped', action: 'reset' }
    if (this.#link.state.name === 'ready') return undefined
    return this.status.error ?? { code: 'notOpen', action: 'clear' }
  }

  #publish(): void {
    const { state } = this.#link
    const isReady = state.name === 'ready'
    this.#board.set(isReady ? this.#readyStatus() : deviceOfLink(state, this.#lastFault))
  }

  #readyStatus(): DeviceStatus {
    const { custody, isPresent, isMute, media } = this.#card
    const chip = custody === 'held' ? this.#chip.state : isMute ? 'hardwareError' : 'poweredOff'
    return { device: 'online', media, chip: isPresent ? chip : 'noCard' }
  }

  /** Does one thing when its turn comes, if the reader can be reached then. */
  #inTurn<T extends { ok: boolean }>(task: () => Promise<T>): Promise<T | { ok: false; error: DeviceError }> {
    return this.#turns.run(async () => {
      const error = this.#error()
      if (error) return { ok: false, error }
      const result = await task()
      this.#publish()
      return result
    })
  }
}
