import { isDeepStrictEqual } from 'node:util'
import { within } from '../../clock.ts'
import type { Cancel } from '../../clock.ts'
import type { BusManners } from '../../link/bus.ts'
import type { Line } from '../../link/link.ts'
import { Turns } from '../../turns.ts'
import type { Capabilities, Outcome, SelfTest } from '../common/device.ts'
import { Exchange } from '../common/exchange.ts'
import { LineDevice } from '../common/line-device.ts'
import type { DeviceSurroundings } from '../common/line-device.ts'
import type { DeviceError, DeviceStatus } from '../common/words.ts'
import type { CashAcceptorConfig } from './cash-acceptor.ts'
import type { CashProfile, WireOptions } from './cash-profiles.ts'
import { cashStatus } from './cash-status.ts'
import type { CashAcceptor, CashEvent, CashMemory, StackOutcome } from './cash-words.ts'
import { StackOrders } from './decisions.ts'
import type { Accept, Ask, Dialect, Session, Step, Wire } from './dialect.ts'
import { Pace } from './pace.ts'
import { decide, emptyMemory } from './note-ledger.ts'
import { Acceptance } from './acceptance.ts'
import { askAndClear } from './ask-and-clear.ts'
import { askFlagged } from './sequence-flag.ts'
import { Waits } from './waits.ts'

const USUAL_ESCROW_MS = 30_000
/** Between two polls of an acceptor that takes nothing: less than the 10 s after which an SSP device gives its host up. */
const IDLE_POLL_MS = 1_000
const STOP_MS = 2_000
const noAnswer: DeviceError = { code: 'noAnswer', action: 'clear' }
const noSuchNote: DeviceError = { code: 'invalidData', action: 'clear' }

type Spoken<State extends Session, Name extends string, Reply> = {
  dialect: Dialect<State, Name, Reply>
  wire: (options: WireOptions) => Wire<Reply>
  escrow: boolean
  /** Where several may share a line. */
  manners?: BusManners
}

type Talk<State, Reply> = { line: Line; wire: Wire<Reply>; exchange: Exchange<Reply>; state: State }

/** Speaks one dialect on a line: asks, records, and only then goes on. All decisions are the dialect's. */
export class LineCashAcceptor<State extends Session, Name extends string, Reply>
  extends LineDevice<CashEvent>
  implements CashAcceptor
{
  readonly kind = 'cashAcceptor'
  readonly profile: CashProfile
  readonly capabilities: Capabilities
  readonly #config: CashAcceptorConfig
  readonly #spoken: Spoken<State, Name, Reply>
  /** Changes of the memory, one after another: each is recorded before the next is judged. */
  readonly #changes = new Turns()
  readonly #orders = new StackOrders()
  readonly #waits: Waits
  readonly #acceptance: Acceptance
  #memory: CashMemory
  #talk: Talk<State, Reply> | undefined
  #cancelEscrow: Cancel | undefined
  /** Somebody waits for the next answer. */
  #pollsNow = false

  constructor(
    config: CashAcceptorConfig,
    surroundings: DeviceSurroundings,
    spoken: Spoken<State, Name, Reply>,
  ) {
    super(config.id, { ...spoken.wire({}).link, ...config.link }, surroundings, spoken.manners)
    this.#config = config
    this.#spoken = spoken
    this.#waits = new Waits(this.clock)
    this.#acceptance = new Acceptance({
      waits: this.#waits,
      session: () => this.#talk?.state,
      lineError: () => this.lineError(),
    })
    this.#memory = config.resumeFrom ?? emptyMemory(surroundings.random ?? Math.random)
    this.profile = config.profile
    this.capabilities = { escrow: spoken.escrow, coins: config.profile === 'cctalkCoin' }
  }

  get memory(): CashMemory {
    return this.#memory
  }

  enable({ denominationsFen }: { denominationsFen?: readonly number[] } = {}): Promise<Outcome> {
    return this.#acceptance.take(denominationsFen ?? 'all')
  }

  disable(): Promise<Outcome> {
    return this.#acceptance.takeNothing()
  }

  async stack(noteId: string): Promise<StackOutcome> {
    const error = this.lineError()
    if (error) return { outcome: 'refused', error }
    return this.#orders.order(noteId, () => this.#decide(noteId, 'stack'))
  }

  async returnNote(noteId: string): Promise<Outcome> {
    const error = this.lineError()
    return error ? { ok: false, error } : this.#decide(noteId, { giveBack: 'asked' })
  }

  async selfTest(): Promise<SelfTest> {
    const error = this.lineError() ?? this.status.error
    if (error) return { ok: false, error }
    const before = this.#talk
    // The answer to a poll, which is made now, shows that it is alive, without a question of its own.
    this.#pollsNow = true
    this.#waits.wake()
    const heard = before && (await this.#waits.next(this.#timing(before.wire).answerMs * before.wire.tries))
    if (!heard || before !== this.#talk) return { ok: false, error: this.lineError() ?? noAnswer }
    return { ok: true, identity: before.state.identity }
  }

  protected greet(line: Line): void {
    const { address, check } = this.#config
    const wire = this.#spoken.wire({
      ...(address !== undefined && { address }),
      ...(check !== undefined && { check }),
    })
    const exchange = new Exchange<Reply>({
      line,
      clock: this.clock,
      reader: wire.reader,
      gapMs: wire.gapMs,
      counters: this.talk,
      onEvent: (reply) => this.#unasked(wire, reply),
      ...(wire.marker !== 'sequenceFlag' && { marker: wire.marker }),
    })
    this.#talk = { line, wire, exchange, state: this.#spoken.dialect.begin() }
    void this.#converse(this.#talk)
  }

  protected receive(bytes: Uint8Array): void {
    this.#talk?.exchange.receive(bytes)
  }

  protected lineEnded(): void {
    this.#talk?.exchange.end()
    this.#talk = undefined
    this.#cancelEscrow?.()
    this.#inhibited('lineLost')
    this.#orders.lose(this.lineError() ?? noAnswer)
    this.#waits.wake()
  }

  protected readyStatus(): DeviceStatus {
    const state = this.#talk?.state
    return state ? cashStatus(state, this.#memory) : { device: 'starting' }
  }

  /** Takes nothing more; a note in escrow goes back by itself when the line falls silent, or by the next start. */
  protected async finish(): Promise<void> {
    if (this.#talk?.state.ready) await within(this.clock, STOP_MS, this.disable(), undefined)
    await within(this.clock, STOP_MS, this.#changes.idle(), undefined)
  }

  async #converse(talk: Talk<State, Reply>): Promise<void> {
    const { dialect } = this.#spoken
    const { line, wire } = talk
    const { pollMs } = this.#timing(wire)
    // Behind whatever the last line still has to keep.
    await this.#changes.run(async () => {
      this.#memory = dialect.resume(this.#memory)
    })
    const pace = new Pace(pollMs)
    while (line.alive) {
      const wishes = { memory: this.#memory, accept: this.#acceptance.wanted }
      const asked = dialect.next(talk.state, wishes)
      const waitMs = pace.waitMs(
        asked,
        this.clock.monotonic(),
        this.#isIdle(talk.state) ? IDLE_POLL_MS : pollMs,
      )
      if (waitMs > 0) {
        await this.#waits.woken(waitMs)
        continue
      }
      pace.asked(asked, this.clock.monotonic())
      this.#pollsNow = false
      const reply = await this.#ask(talk, asked)
      if (!line.alive) return
      if (reply === undefined && !asked.unanswered) return line.drop('silent')
      const kept = await this.#changes.run(() => this.#hear(talk, asked, reply, wishes.accept))
      if (!kept) return line.drop('failed')
    }
  }

  /** Whether nothing can come in and nothing is under way, so that a slower pace is enough. */
  #isIdle({ ready, applied }: State): boolean {
    if (this.#pollsNow || this.#config.timing?.pollMs !== undefined) return false
    return ready && applied === 0 && this.#acceptance.wanted === 'none' && this.#memory.note === null
  }

  #ask(talk: Talk<State, Reply>, asked: Ask<Name>): Promise<Reply | undefined> {
    const { exchange, wire, state } = talk
    const question = {
      bytes: wire.encode(asked.bytes),
      match: (reply: Reply) => (this.#spoken.dialect.answers(state, asked, reply) ? reply : undefined),
      answerMs: this.#timing(wire).answerMs,
      tries: asked.once ? 1 : wire.tries,
    }
    if (asked.unanswered) return exchange.turn((turn) => turn.send(question.bytes)).then(() => undefined)
    if (wire.marker === 'sequenceFlag') return askFlagged(exchange, question, this.clock, this.talk)
    if (wire.isAnonymous) return askAndClear(exchange, question, wire.marker, this.talk)
    return exchange.ask(question)
  }

  /** Judges an answer and keeps what follows from it; false when that could not be kept. */
  async #hear(
    talk: Talk<State, Reply>,
    asked: Ask<Name>,
    reply: Reply | undefined,
    accept: Accept,
  ): Promise<boolean> {
    const step = this.#spoken.dialect.hear(talk.state, asked, reply, { memory: this.#memory, accept })
    if (!(await this.#keep(step))) return false
    const wasCut = step.state.powerCuts > talk.state.powerCuts
    talk.state = step.state
    if (wasCut) this.#inhibited('powerLost')
    if (talk.line.alive && step.state.ready) talk.line.ready()
    for (const event of step.events) this.#tell(event)
    this.publish()
    this.#waits.step()
    return true
  }

  async #keep({ memory, events }: Pick<Step<State>, 'memory' | 'events'>): Promise<boolean> {
    if (events.length > 0 || !isDeepStrictEqual(memory, this.#memory)) {
      try {
        await this.#config.record?.({ memory, events })
      } catch {
        return false
      }
    }
    this.#memory = memory
    return true
  }

  #decide(noteId: string, decision: Parameters<typeof decide>[2]): Promise<Outcome> {
    return this.#changes.run(async () => {
      const memory = decide(this.#memory, noteId, decision)
      if (!memory) return { ok: false, error: noSuchNote }
      if (!(await this.#keep({ memory, events: [] })))
        return { ok: false, error: { code: 'unrecoverable', action: 'maintenance' } }
      this.#cancelEscrow?.()
      this.#waits.wake()
      return { ok: true }
    })
  }

  #tell(event: CashEvent): void {
    if (event.type === 'escrowed') {
      const { noteId } = event
      this.#cancelEscrow?.()
      this.#cancelEscrow = this.clock.after(this.#config.timing?.escrowMs ?? USUAL_ESCROW_MS, () => {
        void this.#decide(noteId, { giveBack: 'timeout' })
      })
    }
    this.#orders.hear(event)
    this.emit(event)
  }

  #inhibited(reason: 'lineLost' | 'powerLost'): void {
    if (this.#acceptance.end()) this.emit({ type: 'inhibited', reason })
  }

  #unasked(wire: Wire<Reply>, reply: Reply): boolean {
    if (wire.isNak?.(reply)) this.talk.naks += 1
    return wire.isEcho?.(reply) ?? false
  }

  #timing(wire: Wire<Reply>): { pollMs: number; answerMs: number } {
    const { pollMs = wire.pollMs, answerMs = wire.answerMs } = this.#config.timing ?? {}
    return { pollMs, answerMs }
  }
}
