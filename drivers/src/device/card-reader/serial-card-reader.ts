import { within } from '../../clock.ts'
import type { Cancel } from '../../clock.ts'
import type { Line } from '../../link/link.ts'
import { Turns } from '../../turns.ts'
import type { Capabilities, Deed, SelfTest } from '../common/device.ts'
import { LineDevice } from '../common/line-device.ts'
import type { DeviceSurroundings } from '../common/line-device.ts'
import type { DeviceError, DeviceStatus } from '../common/words.ts'
import type {
  AcceptOptions,
  CaptureReason,
  CardReader,
  CardReaderEvent,
  SerialCardReaderConfig,
} from './card-reader.ts'
import type { PoweredChip } from './chip-channel.ts'
import { ChipDesk } from './chip-desk.ts'
import { Conversation } from './conversation.ts'
import type { Dialect, Seen } from './dialect.ts'
import { judge, noCard } from './gate-watch.ts'
import type { Custody } from './gate-watch.ts'
import { Mechanics } from './mechanics.ts'
import type { OpenedMemoryCard } from './memory-card.ts'
import { readerName, readerStatus } from './reader-status.ts'
import { usualTiming } from './reader-timing.ts'
import type { ReaderTiming } from './reader-timing.ts'
import { takeIn } from './take-in.ts'

const usualLeftBehindMs = 30_000
const stopMs = 3_000

const noMedia: DeviceError = { code: 'noMedia', action: 'clear' }
const occupied: DeviceError = { code: 'refused', action: 'clear' }
const binFull: DeviceError = { code: 'captureBinFull', action: 'clear' }

/** A motor card reader on a serial line, in whatever dialect. Deeds are done one after another, in the order asked. */
export class SerialCardReader extends LineDevice<CardReaderEvent> implements CardReader {
  readonly kind = 'cardReader'
  readonly profile: SerialCardReaderConfig['profile']
  readonly capabilities: Capabilities
  readonly #config: SerialCardReaderConfig
  readonly #dialect: Dialect
  readonly #timing: ReaderTiming
  readonly #mechanics: Mechanics
  readonly #turns = new Turns()
  readonly #desk: ChipDesk
  #custody: Custody = noCard
  #captured = 0
  #identity = ''
  #stopped = new AbortController()
  #cancelPoll: Cancel | undefined

  constructor(config: SerialCardReaderConfig, dialect: Dialect, surroundings: DeviceSurroundings) {
    super(config.id, { ...dialect.line, ...config.link }, surroundings, dialect.addressed ? {} : undefined)
    this.#config = config
    this.#dialect = dialect
    this.profile = dialect.profile
    this.capabilities = dialect.capabilities
    this.#timing = { ...usualTiming, ...dialect.timing, ...config.timing }
    this.#mechanics = new Mechanics(dialect)
    this.#desk = new ChipDesk(dialect, this.#mechanics, (task) => this.#deed(task))
  }

  override start(): void {
    this.#stopped = new AbortController()
    super.start()
  }

  accept(options: AcceptOptions): Promise<Deed> {
    return this.#deed(() => this.#accept(options))
  }

  powerOn({ cold = true } = {}): Promise<PoweredChip> {
    return this.#deed(() => this.#desk.powerOn(cold))
  }

  powerOff(): Promise<Deed> {
    return this.#deed(() => this.#desk.powerOff())
  }

  sle4442(): Promise<OpenedMemoryCard> {
    return this.#deed(() => this.#desk.openMemoryCard())
  }

  eject(): Promise<Deed> {
    return this.#deed(() => this.#eject())
  }

  capture(reason: CaptureReason): Promise<Deed> {
    return this.#deed(() => this.#capture(reason))
  }

  reset(): Promise<Deed> {
    return this.#deed(async () => {
      const answer = await this.#mechanics.initialize()
      if (!answer.ok) return answer
      this.#desk.end()
      const looked = await this.#look()
      return looked.ok ? { ok: true } : looked
    })
  }

  selfTest(): Promise<SelfTest> {
    return this.#deed(async () => {
      const looked = await this.#look()
      const error = looked.ok ? this.#mechanics.fault : looked.error
      return error ? { ok: false, error } : { ok: true, identity: this.#identity || this.profile }
    })
  }

  protected greet(line: Line): void {
    const { clock, link, talk } = this
    const { address = 0 } = this.#config
    const conversation = new Conversation({
      line,
      clock,
      dialect: this.#dialect,
      address,
      timing: this.#timing,
      counters: talk,
      pace: link.pace,
    })
    this.#mechanics.attach(conversation)
    void this.#turns.run(() => this.#introduce(line))
  }

  protected receive(bytes: Uint8Array): void {
    this.#mechanics.receive(bytes)
  }

  protected lineEnded(): void {
    this.#cancelPoll?.()
    this.#desk.end()
    this.#mechanics.detach()
  }

  protected readyStatus(): DeviceStatus {
    const { seen, fault } = this.#mechanics
    return readerStatus({ seen, fault, chip: this.#desk.state, captured: this.#captured })
  }

  /** Ends a wait for a card, which closes the entry. A card inside stays: whoever starts again finds it. */
  protected async finish(): Promise<void> {
    this.#stopped.abort()
    await within(this.clock, stopMs, this.#turns.idle(), undefined)
  }

  async #introduce(line: Line): Promise<void> {
    if (!line.alive) return
    const answer = await this.#mechanics.initialize()
    if (!answer.ok && answer.error.code === 'noAnswer') return line.drop('silent')
    if (answer.ok) this.#identity = readerName(answer.data) || this.#identity
    if (line.alive) await this.#mechanics.entry(false)
    const looked = await this.#mechanics.look()
    if (!looked.ok && looked.error.code === 'noAnswer') return line.drop('silent')
    line.ready()
    if (looked.ok) await this.#meet(looked.seen)
    this.publish()
    this.#pollLater()
  }

  /** Deals with a card found in a reader that has just been reached. One taken in before the line was lost stays. */
  async #meet({ card }: Seen): Promise<void> {
    if (this.#custody.kind !== 'none') return this.#judge(card)
    if (card === 'gate') return this.#offer()
    if (card === 'none' || card === 'unknown') return
    const { whenFoundInside = 'eject' } = this.#config
    this.#custody = { kind: 'held' }
    this.emit({ type: 'cardFound', then: whenFoundInside })
    if (whenFoundInside === 'eject') await this.#eject()
    if (whenFoundInside === 'capture') await this.#capture('foundInside')
  }

  async #accept(options: AcceptOptions): Promise<Deed> {
    const before = await this.#look()
    if (!before.ok) return before
    if (before.seen.card !== 'none') return { ok: false, error: occupied }
    const { signal: wish } = options
    const signal = wish ? AbortSignal.any([wish, this.#stopped.signal]) : this.#stopped.signal
    const taken = await takeIn(this.#mechanics, {
      ...options,
      signal,
      clock: this.clock,
      watchMs: this.#timing.watchMs,
    })
    if (taken.ok) {
      this.#custody = { kind: 'held' }
      this.emit({ type: 'cardInserted' })
    } else if (taken.error.code === 'invalidMedia') {
      await this.#moveToGate()
    }
    return taken
  }

  async #eject(): Promise<Deed> {
    const looked = await this.#look()
    if (!looked.ok && looked.error.code === 'noAnswer') return looked
    const place = looked.ok ? looked.seen.card : 'unknown'
    if (place === 'none') return { ok: false, error: noMedia }
    if (place !== 'gate') return this.#moveToGate()
    this.#offer()
    return { ok: true }
  }

  async #moveToGate(): Promise<Deed> {
    await this.#desk.powerOff()
    const place = this.#mechanics.seen?.card ?? 'unknown'
    const moved = await this.#mechanics.move(
      this.#dialect.eject(place),
      ({ card }) => card === 'gate' || card === 'none',
    )
    if (!moved.ok) return moved
    this.#offer()
    await this.#judge(this.#mechanics.seen?.card ?? 'unknown')
    return { ok: true }
  }

  #offer(): void {
    if (this.#custody.kind === 'offered') return
    const { leftBehindMs = usualLeftBehindMs } = this.#config
    this.#custody = { kind: 'offered', until: this.clock.monotonic() + leftBehindMs, told: false }
  }

  async #capture(reason: CaptureReason): Promise<Deed> {
    const looked = await this.#mechanics.look()
    if (!looked.ok && looked.error.code === 'noAnswer') return looked
    const { seen } = this.#mechanics
    if (seen?.card === 'none') return { ok: false, error: noMedia }
    if (seen?.binFull) return { ok: false, error: binFull }
    await this.#desk.powerOff()
    const steps = this.#dialect.capture(seen?.card ?? 'unknown')
    for (const [index, step] of steps.entries()) {
      const last = index === steps.length - 1
      const moved = await this.#mechanics.move(step, ({ card }) => card === (last ? 'none' : 'inside'))
      if (!moved.ok) return moved
    }
    this.#custody = noCard
    this.#captured += 1
    this.emit({ type: 'cardCaptured', reason, count: this.#captured })
    return { ok: true }
  }

  async #look() {
    const looked = await this.#mechanics.look()
    if (looked.ok) await this.#judge(looked.seen.card)
    return looked
  }

  async #judge(place: Seen['card']): Promise<void> {
    const { custody, event } = judge(this.#custody, place, this.clock.monotonic())
    this.#custody = custody
    if (place === 'none') this.#desk.end()
    if (!event) return
    this.emit(event)
    if (event.type === 'cardLeftBehind' && this.#config.whenLeftBehind === 'capture')
      await this.#capture('leftBehind')
  }

  /** Does one thing when its turn comes, if the reader can be reached then. */
  #deed<T extends { ok: boolean }>(task: () => Promise<T>): Promise<T | { ok: false; error: DeviceError }> {
    return this.#turns.run(async () => {
      const error = this.lineError()
      if (error) return { ok: false, error }
      const result = await task()
      this.publish()
      this.#pollLater()
      return result
    })
  }

  #pollLater(): void {
    this.#cancelPoll?.()
    const { watchMs, pollMs } = this.#timing
    const ms = this.#custody.kind === 'offered' ? watchMs : pollMs
    this.#cancelPoll = this.clock.after(ms, () => void this.#deed(() => this.#look()))
  }
}
