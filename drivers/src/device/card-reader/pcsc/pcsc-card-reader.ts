import { systemClock, within } from '../../../clock.ts'
import type { Cancel, Clock } from '../../../clock.ts'
import { Listeners } from '../../../listeners.ts'
import type { Unsubscribe } from '../../../listeners.ts'
import type { LinkFault } from '../../../link/faults.ts'
import type { LinkState } from '../../../link/link.ts'
import { Turns } from '../../../turns.ts'
import type { Deed, DeviceCounters, SelfTest } from '../../common/device.ts'
import { noTalk } from '../../common/exchange.ts'
import type { DeviceSurroundings } from '../../common/line-device.ts'
import { deviceOfLink } from '../../common/link-status.ts'
import { StatusBoard } from '../../common/status-board.ts'
import type { DeviceError, DeviceStatus, MediaState } from '../../common/words.ts'
import type { AcceptOptions, CardReader, CardReaderEvent, PcscCardReaderConfig } from '../card-reader.ts'
import type { PoweredChip } from '../chip-channel.ts'
import type { CardPlace } from '../dialect.ts'
import { judge, noCard } from '../gate-watch.ts'
import type { Custody } from '../gate-watch.ts'
import type { OpenedMemoryCard } from '../memory-card.ts'
import { pcsc } from './binding.ts'
import type { PcscBinding, PcscReader } from './binding.ts'
import { PcscChip } from './pcsc-chip.ts'
import { PcscLink } from './pcsc-link.ts'

const usualLeftBehindMs = 30_000
const stopMs = 3_000

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
  readonly #config: PcscCardReaderConfig
  readonly #clock: Clock
  readonly #board: StatusBoard
  readonly #events: Listeners<CardReaderEvent>
  readonly #link: PcscLink
  readonly #chip: PcscChip
  readonly #turns = new Turns()
  readonly #talk = noTalk()
  #reader: PcscReader | undefined
  #flags = 0
  #custody: Custody = noCard
  #lastFault: LinkFault | undefined
  #stopped = new AbortController()
  #cancelWatch: Cancel | undefined
  #wake: (() => void) | undefined
  /** A card that lies in a reader just found is one that somebody forgot. */
  #isNew = false

  constructor(config: PcscCardReaderConfig, surroundings: PcscSurroundings) {
    const { clock = systemClock, random = Math.random, reportBug, loadPcsc } = surroundings
    this.id = config.id
    this.#config = config
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
    await within(this.#clock, stopMs, this.#turns.idle(), undefined)
    await within(this.#clock, stopMs, this.#chip.powerOff(), undefined)
    this.#cancelWatch?.()
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

  accept(options: AcceptOptions): Promise<Deed> {
    return this.#deed(() => this.#accept(options))
  }

  powerOn({ cold = true } = {}): Promise<PoweredChip> {
    return this.#deed(async () => {
      const reader = this.#reader
      if (!reader || this.#custody.kind !== 'held') return { ok: false, error: noMedia }
      return this.#chip.powerOn(reader, cold)
    })
  }

  powerOff(): Promise<Deed> {
    return this.#deed(() => this.#chip.powerOff())
  }

  eject(): Promise<Deed> {
    return this.#deed(async () => {
      if (!this.#isPresent) return { ok: false, error: noMedia }
      const off = await this.#chip.powerOff()
      this.#offer()
      return off
    })
  }

  async sle4442(): Promise<OpenedMemoryCard> {
    return { ok: false, error: unsupported }
  }

  async capture(): Promise<Deed> {
    return { ok: false, error: unsupported }
  }

  async reset(): Promise<Deed> {
    return { ok: false, error: unsupported }
  }

  get #isPresent(): boolean {
    return (this.#flags & pcsc.statePresent) !== 0
  }

  get #place(): CardPlace {
    if (!this.#isPresent) return 'none'
    return this.#custody.kind === 'offered' ? 'gate' : 'inside'
  }

  async #accept({ timeoutMs, signal }: AcceptOptions): Promise<Deed> {
    if (this.#custody.kind !== 'none') return { ok: false, error: occupied }
    const ends = signal ? AbortSignal.any([signal, this.#stopped.signal]) : this.#stopped.signal
    const until = this.#clock.monotonic() + timeoutMs
    while (!this.#isPresent) {
      if (ends.aborted) return { ok: false, error: { code: 'canceled', action: 'clear' } }
      const left = until - this.#clock.monotonic()
      if (left <= 0) return { ok: false, error: { code: 'timeOut', action: 'clear' } }
      await this.#change(left, ends)
      const error = this.#error()
      if (error && !ends.aborted) return { ok: false, error }
    }
    this.#custody = { kind: 'held' }
    this.#events.emit({ type: 'cardInserted' })
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
      const cancel = this.#clock.after(ms, end)
      this.#wake = end
      signal.addEventListener('abort', end)
      if (signal.aborted) end()
    })
  }

  #onReader(reader: PcscReader | undefined): void {
    this.#reader = reader
    this.#isNew = reader !== undefined
    if (reader) return
    this.#flags = 0
    this.#chip.end()
    this.#cancelWatch?.()
    this.#wake?.()
  }

  #onFlags(flags: number): void {
    const was = this.#isPresent
    this.#flags = flags
    if (this.#isNew) this.#meet()
    else if (was !== this.#isPresent) this.#watch()
    this.#isNew = false
    this.#wake?.()
    this.#publish()
  }

  /** Deals with what lies in a reader that has just been found; one taken in before it was lost stays taken in. */
  #meet(): void {
    if (!this.#isPresent || this.#custody.kind !== 'none') return this.#watch()
    const { whenFoundInside = 'eject' } = this.#config
    this.#events.emit({ type: 'cardFound', then: whenFoundInside })
    if (whenFoundInside === 'keep') this.#custody = { kind: 'held' }
    else this.#offer()
  }

  #offer(): void {
    if (this.#custody.kind === 'offered') return
    const { leftBehindMs = usualLeftBehindMs } = this.#config
    this.#custody = { kind: 'offered', until: this.#clock.monotonic() + leftBehindMs, told: false }
    this.#watchAgain()
  }

  #watch(): void {
    if (!this.#isPresent) this.#chip.end()
    const { custody, event } = judge(this.#custody, this.#place, this.#clock.monotonic())
    this.#custody = custody
    if (event) this.#events.emit(event)
    this.#watchAgain()
  }

  /** Looks when a card has been left behind; once more if the timer came a moment too early, as timers do. */
  #watchAgain(): void {
    this.#cancelWatch?.()
    const custody = this.#custody
    if (custody.kind !== 'offered' || custody.told) return
    const leftMs = Math.max(1, custody.until - this.#clock.monotonic())
    this.#cancelWatch = this.#clock.after(leftMs, () => this.#watch())
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
    const mute = (this.#flags & pcsc.stateMute) !== 0
    const chip = this.#custody.kind === 'held' ? this.#chip.state : mute ? 'hardwareError' : 'poweredOff'
    return { device: 'online', media: this.#media(), chip: this.#isPresent ? chip : 'noCard' }
  }

  #media(): MediaState {
    if (!this.#isPresent) return 'notPresent'
    return this.#custody.kind === 'held' ? 'present' : 'entering'
  }

  /** Does one thing when its turn comes, if the reader can be reached then. */
  #deed<T extends { ok: boolean }>(task: () => Promise<T>): Promise<T | { ok: false; error: DeviceError }> {
    return this.#turns.run(async () => {
      const error = this.#error()
      if (error) return { ok: false, error }
      const result = await task()
      this.#publish()
      return result
    })
  }
}
