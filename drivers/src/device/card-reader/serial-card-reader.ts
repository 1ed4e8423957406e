import { withEither } from '../../either-signal.ts'
import { within } from '../../clock.ts'
import type { Cancel } from '../../clock.ts'
import type { Line } from '../../link/link.ts'
import { Turns } from '../../turns.ts'
import type { Capabilities, Outcome, SelfTest } from '../common/device.ts'
import { LineDevice } from '../common/line-device.ts'
import type { DeviceSurroundings } from '../common/line-device.ts'
import type { DeviceError, DeviceStatus } from '../common/status.ts'
import type {
  AcceptOptions,
  CaptureReason,
  CardReader,
  CardReaderEvent,
  SerialCardReaderConfig,
} from './card-reader.ts'
import type { PoweredChip } from './chip-channel.ts'
import { CardHandler } from './card-handler.ts'
import { ChipContacts } from './chip-contacts.ts'
import { Conversation } from './conversation.ts'
import type { Dialect } from './dialect.ts'
import { Mechanics } from './mechanics.ts'
import type { OpenedMemoryCard } from './memory-card.ts'
import { readerName, readerStatus } from './reader-status.ts'
import { usualTiming } from './reader-timing.ts'
import type { ReaderTiming } from './reader-timing.ts'

const STOP_MS = 3_000

/** A motor card reader on a serial line, in whatever dialect. Operations are done one after another, in the order asked. */
export class SerialCardReader extends LineDevice<CardReaderEvent> implements CardReader {
  readonly kind = 'cardReader'
  readonly profile: SerialCardReaderConfig['profile']
  readonly capabilities: Capabilities
  readonly #config: SerialCardReaderConfig
  readonly #dialect: Dialect
  readonly #timing: ReaderTiming
  readonly #mechanics: Mechanics
  readonly #turns = new Turns()
  readonly #contacts: ChipContacts
  readonly #handler: CardHandler
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
    this.#contacts = new ChipContacts(dialect, this.#mechanics, (task) => this.#inTurn(task))
    this.#mechanics.onRestart = () => this.#contacts.end()
    this.#handler = new CardHandler({
      dialect,
      mechanics: this.#mechanics,
      contacts: this.#contacts,
      policy: config,
      clock: this.clock,
      emit: (event) => this.emit(event),
    })
  }

  override start(): void {
    this.#stopped = new AbortController()
    super.start()
  }

  accept({ timeoutMs, signal }: AcceptOptions): Promise<Outcome> {
    const { watchMs } = this.#timing
    return this.#inTurn(() =>
      withEither(this.#stopped.signal, signal, (either) =>
        this.#handler.accept({ timeoutMs, signal: either, watchMs }),
      ),
    )
  }

  powerOn({ cold = true } = {}): Promise<PoweredChip> {
    return this.#inTurn(() => this.#contacts.powerOn(cold))
  }

  powerOff(): Promise<Outcome> {
    return this.#inTurn(() => this.#contacts.powerOff())
  }

  sle4442(): Promise<OpenedMemoryCard> {
    return this.#inTurn(() => this.#contacts.openMemoryCard())
  }

  eject(): Promise<Outcome> {
    return this.#inTurn(() => this.#handler.eject())
  }

  capture(reason: CaptureReason): Promise<Outcome> {
    return this.#inTurn(() => this.#handler.capture(reason))
  }

  reset(): Promise<Outcome> {
    return this.#inTurn(async () => {
      const answer = await this.#mechanics.initialize()
      if (!answer.ok) return answer
      this.#contacts.end()
      await this.#mechanics.entry(false)
      const looked = await this.#handler.look()
      return looked.ok ? { ok: true } : looked
    })
  }

  selfTest(): Promise<SelfTest> {
    return this.#inTurn(async () => {
      const looked = await this.#handler.look()
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
    this.#contacts.end()
    this.#mechanics.detach()
  }

  protected readyStatus(): DeviceStatus {
    const { seen, fault } = this.#mechanics
    return readerStatus({ seen, fault, chip: this.#contacts.state, captured: this.#handler.captured })
  }

  /** Ends a wait for a card, which closes the entry. A card inside stays: whoever starts again finds it. */
  protected async finish(): Promise<void> {
    this.#stopped.abort()
    await within(this.clock, STOP_MS, this.#turns.idle(), undefined)
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
    if (looked.ok) await this.#handler.meet(looked.seen)
    this.publish()
    this.#pollLater()
  }

  /** Does one thing when its turn comes, if the reader can be reached then. */
  #inTurn<T extends { ok: boolean }>(task: () => Promise<T>): Promise<T | { ok: false; error: DeviceError }> {
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
    const ms = this.#handler.offers ? watchMs : pollMs
    this.#cancelPoll = this.clock.after(ms, () => void this.#inTurn(() => this.#handler.look()))
  }
}
