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
  BoxEmptied,
  CashAcceptor,
  CashAcceptorConfig,
  CashEvent,
  CashMemory,
  StackOutcome,
} from './cash-acceptor.ts'
import { countInBox, emptyBox } from './cash-box.ts'
import type { CashBox } from './cash-box.ts'
import { cashStatus, errorOfFault } from './cash-faults.ts'
import type { CashProfile, WireOptions } from './cash-profiles.ts'
import { Conversation } from './conversation.ts'
import { maskOf } from './dialect.ts'
import type { Accept, Ask, Dialect, Judged, DialectState, Wire } from './dialect.ts'
import { NoteBound } from './note-bound.ts'
import { decide, emptyMemory, isOpen, judge } from './note-tracking.ts'
import { ResetPlan } from './reset-plan.ts'
import { StackOrders } from './stack-orders.ts'

const USUAL_ESCROW_MS = 30_000
const ENABLE_MS = 5_000
const STOP_MS = 2_000
/** An acceptor moves a note in one to three seconds, and begins anew in ten. */
const USUAL_ORDER_MS = 20_000
const USUAL_RESET_MS = 2_000
const noAnswer: DeviceError = { code: 'noAnswer', action: 'clear' }
/** No such note, or no such box. */
const noSuchNote: DeviceError = { code: 'invalidData', action: 'clear' }
const unsupported: DeviceError = { code: 'unsupported', action: 'configuration' }
const canceled: DeviceError = { code: 'canceled', action: 'suspend' }
const late: DeviceError = { code: 'timeOut', action: 'clear' }
/** It sorts itself out, and did not come to an end in time. */
const busy: DeviceError = { code: 'timeOut', action: 'suspend' }
const notKept: DeviceError = { code: 'unrecoverable', action: 'maintenance' }

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
  readonly #bound: NoteBound
  readonly #resets: ResetPlan

  constructor(
    config: CashAcceptorConfig,
    surroundings: DeviceSurroundings,
    spoken: Spoken<State, Name, Reply>,
  ) {
    super(config.id, { ...spoken.wire({}).link, ...config.link }, surroundings, spoken.manners)
    this.#config = config
    this.#spoken = spoken
    this.#memory = config.resumeFrom ?? emptyMemory(surroundings.random ?? Math.random)
    this.#bound = new NoteBound(
      this.clock,
      this.#orderMs,
      (noteId) => void this.#loseSight(noteId, 'unreported'),
    )
    this.#resets = new ResetPlan(this.clock, config.timing?.resetMs ?? USUAL_RESET_MS, () =>
      this.#talk?.wake(),
    )
    this.profile = config.profile
    this.capabilities = { escrow: spoken.escrow, coins: config.profile === 'cctalkCoin' }
  }

  get memory(): CashMemory {
    return this.#memory
  }

  get box(): CashBox {
    return this.#memory.box ?? emptyBox(this.#memory.series)
  }

  get denominationsFen(): readonly number[] {
    const known = this.#talk?.state.ready ? this.#talk.state.table : []
    return [...new Set(known.filter((fen) => fen > 0))].sort((a, b) => a - b)
  }

  async enable({ denominationsFen }: { denominationsFen?: readonly number[] } = {}): Promise<Outcome> {
    const accept = denominationsFen ?? 'all'
    const error = this.lineError()
    if (error) return { ok: false, error }
    if (maskOf(this.#talk?.state.table ?? [], accept) === 0) return { ok: false, error: unsupported }
    const outcome = await this.#apply(accept)
    // What is not taken for sure is not to be taken later, when nobody expects it.
    if (!outcome.ok && this.#accept === accept) void this.#apply('none')
    return outcome
  }

  disable(): Promise<Outcome> {
    return this.#apply('none')
  }

  async stack(noteId: string): Promise<StackOutcome> {
    const error = this.lineError()
    if (error) return { outcome: 'refused', error }
    const ordered = this.#orders.order(noteId, () => this.#decide(noteId, 'stack'))
    // The note's own bound has told by then, unless not even the record could be kept.
    return within(this.clock, 1.5 * this.#orderMs, ordered, { outcome: 'pending', error: late })
  }

  async returnNote(noteId: string): Promise<Outcome> {
    const error = this.lineError()
    if (error) return { ok: false, error }
    const decided = this.#decide(noteId, { giveBack: 'asked' })
    return within(this.clock, this.#orderMs, decided, { ok: false, error: late })
  }

  async reset(): Promise<Outcome> {
    const talk = this.#talk
    const error = this.lineError()
    if (error || !talk) return { ok: false, error: error ?? noAnswer }
    const { note } = this.#memory
    if (note?.stage === 'escrowed') await this.returnNote(note.noteId)
    // The acceptor gives back or boxes what lies in it, and tells neither.
    const isGone = await talk.until(() => !isOpen(this.#memory), this.#orderMs / 4)
    if (note && !isGone && !(await this.#loseSight(note.noteId, 'handled')))
      return { ok: false, error: notKept }
    const { resets } = talk.state
    this.#resets.order()
    const isTaken = await talk.until(() => talk.state.resets > resets, this.#orderMs / 4)
    this.#resets.done()
    // One that begins anew as after a power cut falls silent; the line says when it is back.
    if (talk !== this.#talk) return { ok: true }
    if (!isTaken) return { ok: false, error: noAnswer }
    const isWell = await talk.until(
      () => talk !== this.#talk || (talk.state.ready && this.#fault() === 'none'),
      this.#orderMs / 2,
    )
    return isWell ? { ok: true } : { ok: false, error: errorOfFault(this.#fault()) ?? busy }
  }

  boxEmptied(boxId: string): Promise<BoxEmptied> {
    return this.#changes.run(async () => {
      const { box } = this
      if (box.boxId !== boxId) return { ok: false, error: noSuchNote }
      const event: CashEvent = { type: 'boxEmptied', box }
      if (!(await this.#keep({ memory: this.#memory, events: [event] }))) return { ok: false, error: notKept }
      this.#tell(event)
      this.publish()
      return { ok: true, box }
    })
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
        wishes: () => ({ memory: this.#memory, accept: this.#accept, reset: this.#resets.isDue }),
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
    // The next line begins with what is still open.
    this.#bound.watch(null)
    this.#resets.lineEnded()
    this.#inhibited('lineLost')
    this.#orders.lose(this.lineError() ?? noAnswer)
    talk?.end()
  }

  protected readyStatus(): DeviceStatus {
    const state = this.#talk?.state
    return state ? cashStatus(state, this.#memory, this.#config.box) : { device: 'starting' }
  }

  /** Takes nothing more; a note in escrow goes back by itself when the line falls silent, or by the next start. */
  protected async finish(): Promise<void> {
    if (this.#talk?.state.ready) await within(this.clock, STOP_MS, this.disable(), undefined)
    await within(this.clock, STOP_MS, this.#changes.idle(), undefined)
  }

  get #orderMs(): number {
    return this.#config.timing?.orderMs ?? USUAL_ORDER_MS
  }

  #fault(): DialectState['fault'] {
    return this.#talk?.state.fault ?? 'none'
  }

  /** Resolves when the acceptor takes these, or nothing more, and says so; or with what keeps it from taking any. */
  async #apply(accept: Accept): Promise<Outcome> {
    this.#accept = accept
    const talk = this.#talk
    talk?.wake()
    const takes = accept !== 'none'
    const isDone = () => {
      const state = this.#talk?.state
      if (!state || this.#accept !== accept) return true
      if (takes && state.fault !== 'none') return errorOfFault(state.fault) !== undefined
      return state.applied === maskOf(state.table, accept)
    }
    let inTime = (await talk?.until(isDone, ENABLE_MS)) ?? true
    // It echoes the setting whatever state it is in: what it says of itself since then counts.
    if (takes && inTime && isDone()) inTime = ((await talk?.poll()) ?? true) && isDone()
    // A line that is gone takes nothing either.
    const error = takes ? (this.lineError() ?? errorOfFault(this.#fault())) : undefined
    if (error) return { ok: false, error }
    if (this.#accept !== accept) return { ok: false, error: canceled }
    if (inTime) return { ok: true }
    return { ok: false, error: takes && this.#fault() !== 'none' ? busy : noAnswer }
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
    if (asked.name === 'reset') this.#resets.done()
    const { dialect } = this.#spoken
    this.#resets.see(judged.state.fault === 'none', dialect.asksReset?.(judged.state) ?? false)
    for (const event of judged.events) this.#tell(event)
    if (this.#talk === talk) this.#bound.watch(judged.memory.note)
    this.publish()
    return true
  }

  async #keep({ memory: judged, events }: Pick<Judged<State>, 'memory' | 'events'>): Promise<boolean> {
    const { series } = judged
    const box = countInBox(this.box, series, events)
    const memory = events.length > 0 ? { ...judged, box } : judged
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
      if (!(await this.#keep({ memory, events: [] }))) return { ok: false, error: notKept }
      this.#cancelEscrow?.()
      if (this.#talk) this.#bound.watch(memory.note)
      this.#talk?.wake()
      return { ok: true }
    })
  }

  /** Nobody can tell what becomes of this note, if it is still under way; false when that could not be kept. */
  #loseSight(noteId: string, because: 'unreported' | 'handled'): Promise<boolean> {
    return this.#changes.run(async () => {
      if (this.#memory.note?.noteId !== noteId) return true
      const judgement = judge(this.#memory, { type: 'vanished', because })
      if (!(await this.#keep(judgement))) return false
      for (const event of judgement.events) this.#tell(event)
      if (this.#talk) this.#bound.watch(this.#memory.note)
      this.publish()
      return true
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
