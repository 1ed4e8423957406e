import { isDeepStrictEqual } from 'node:util'
import { deadline, within } from '../../clock.ts'
import type { Cancel } from '../../clock.ts'
import type { BusManners } from '../../link/bus.ts'
import type { Line } from '../../link/link.ts'
import { Turns } from '../../turns.ts'
import type { Capabilities, Outcome, SelfTest } from '../common/device.ts'
import { LineDevice } from '../common/line-device.ts'
import type { DeviceSurroundings } from '../common/line-device.ts'
import type { DeviceError, DeviceStatus } from '../common/status.ts'
import type {
  CashAcceptor,
  CashAcceptorConfig,
  CashEvent,
  CashMemory,
  StackOutcome,
} from './cash-acceptor.ts'
import { cashStatus } from './cash-faults.ts'
import type { CashProfile, WireOptions } from './cash-profiles.ts'
import { Conversation } from './conversation.ts'
import { maskOf } from './dialect.ts'
import type { Accept, Ask, Dialect, Judged, DialectState, Wire } from './dialect.ts'
import { decide, emptyMemory } from './note-tracking.ts'
import { StackOrders } from './stack-orders.ts'

const USUAL_ESCROW_MS = 30_000
const ENABLE_MS = 5_000
const STOP_MS = 2_000
const noAnswer: DeviceError = { code: 'noAnswer', action: 'clear' }
const noSuchNote: DeviceError = { code: 'invalidData', action: 'clear' }
const unsupported: DeviceError = { code: 'unsupported', action: 'configuration' }
const canceled: DeviceError = { code: 'canceled', action: 'suspend' }

type Spoken<State extends DialectState, Name extends string, Reply> = {
  dialect: Dialect<State, Name, Reply>
  wire: (options: WireOptions) => Wire<Reply>
  escrow: boolean
  /** Where several may share a line. */
  manners?: BusManners
}

/**
 * Keeps what an acceptor's answers prove before it is told of, and carries out what the caller decides. What to ask and
 * what an answer means, its dialect says; when to ask, its `Conversation`.
 */
export class LineCashAcceptor<State extends DialectState, Name extends string, Reply>
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
  #memory: CashMemory
  /** What the caller wants to be taken. */
  #accept: Accept = 'none'
  #talk: Conversation<State, Name, Reply> | undefined
  #cancelEscrow: Cancel | undefined

  constructor(
    config: CashAcceptorConfig,
    surroundings: DeviceSurroundings,
    spoken: Spoken<State, Name, Reply>,
  ) {
    super(config.id, { ...spoken.wire({}).link, ...config.link }, surroundings, spoken.manners)
    this.#config = config
    this.#spoken = spoken
    this.#memory = config.resumeFrom ?? emptyMemory(surroundings.random ?? Math.random)
    this.profile = config.profile
    this.capabilities = { escrow: spoken.escrow, coins: config.profile === 'cctalkCoin' }
  }

  get memory(): CashMemory {
    return this.#memory
  }

  async enable({ denominationsFen }: { denominationsFen?: readonly number[] } = {}): Promise<Outcome> {
    const accept = denominationsFen ?? 'all'
    const error = this.lineError()
    if (error) return { ok: false, error }
    if (maskOf(this.#talk?.state.table ?? [], accept) === 0) return { ok: false, error: unsupported }
    return this.#apply(accept)
  }

  disable(): Promise<Outcome> {
    return this.#apply('none')
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
    const heard = await before?.poll()
    if (!before || !heard || before !== this.#talk) return { ok: false, error: this.lineError() ?? noAnswer }
    return { ok: true, identity: before.state.identity }
  }

  protected greet(line: Line): void {
    const { address, check, timing = {} } = this.#config
    const { dialect, wire } = this.#spoken
    const talk: Conversation<State, Name, Reply> = new Conversation({
      line,
      clock: this.clock,
      dialect,
      wire: wire({ ...(address !== undefined && { address }), ...(check !== undefined && { check }) }),
      timing,
      counters: this.talk,
      listener: {
        // Behind whatever the last line still has to keep.
        begin: () => this.#changes.run(async () => void (this.#memory = dialect.resume(this.#memory))),
        wishes: () => ({ memory: this.#memory, accept: this.#accept }),
        hear: (asked, reply, accept) => this.#changes.run(() => this.#hear(talk, asked, reply, accept)),
      },
    })
    this.#talk = talk
    void talk.run()
  }

  protected receive(bytes: Uint8Array): void {
    this.#talk?.receive(bytes)
  }

  protected lineEnded(): void {
    const talk = this.#talk
    this.#talk = undefined
    this.#cancelEscrow?.()
    this.#inhibited('lineLost')
    this.#orders.lose(this.lineError() ?? noAnswer)
    talk?.end()
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

  /** Resolves when the acceptor takes these, or nothing more, and says so. */
  async #apply(accept: Accept): Promise<Outcome> {
    this.#accept = accept
    const talk = this.#talk
    talk?.wake()
    const isDone = () => {
      const state = this.#talk?.state
      return !state || this.#accept !== accept || state.applied === maskOf(state.table, accept)
    }
    const inTime = (await talk?.until(isDone, ENABLE_MS)) ?? true
    // A line that is gone takes nothing either.
    const error = accept === 'none' ? undefined : this.lineError()
    if (error) return { ok: false, error }
    if (this.#accept !== accept) return { ok: false, error: canceled }
    return inTime ? { ok: true } : { ok: false, error: noAnswer }
  }

  /** Judges an answer and keeps what follows from it; false when that could not be kept. */
  async #hear(
    talk: Conversation<State, Name, Reply>,
    asked: Ask<Name>,
    reply: Reply | undefined,
    accept: Accept,
  ): Promise<boolean> {
    const judged = this.#spoken.dialect.hear(talk.state, asked, reply, { memory: this.#memory, accept })
    if (!(await this.#keep(judged))) return false
    const wasCut = judged.state.powerCuts > talk.state.powerCuts
    talk.state = judged.state
    if (wasCut) this.#inhibited('powerLost')
    if (talk.line.alive && judged.state.ready) talk.line.ready()
    for (const event of judged.events) this.#tell(event)
    this.publish()
    return true
  }

  async #keep({ memory, events }: Pick<Judged<State>, 'memory' | 'events'>): Promise<boolean> {
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
      this.#talk?.wake()
      return { ok: true }
    })
  }

  #tell(event: CashEvent): void {
    if (event.type === 'escrowed') {
      const { noteId } = event
      this.#cancelEscrow?.()
      this.#cancelEscrow = deadline(this.clock, this.#config.timing?.escrowMs ?? USUAL_ESCROW_MS, () => {
        void this.#decide(noteId, { giveBack: 'timeout' })
      })
    }
    this.#orders.hear(event)
    this.emit(event)
  }

  /** Takes nothing from now on, without a word to the acceptor; tells it when it took something before. */
  #inhibited(reason: 'lineLost' | 'powerLost'): void {
    const took = this.#accept !== 'none'
    this.#accept = 'none'
    if (took) this.emit({ type: 'inhibited', reason })
  }
}
